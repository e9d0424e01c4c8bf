import type { LossName, MetricName, OptimizerSettings } from '../core/dataset/lossNames';

export type { LossName, MetricName, OptimizerSettings };

/** Values of one input or target for all rows, row after row. */
export interface Column {
  /** Of one row; [] is one number a row. */
  readonly shape: readonly number[];
  /** Typed arrays for up to some hundred MB; above, a file of little-endian numbers and nothing else. */
  readonly values:
    Float32Array | Int32Array | { readonly file: string; readonly dtype: 'float32' | 'int32' };
}

export interface Dataset {
  readonly rows: number;
  /** In the order of the model's inputs. */
  readonly inputs: readonly Column[];
  /** In the order of the model's outputs; empty where only predictions are wanted. */
  readonly targets: readonly Column[];
}

export interface TrainSettings {
  /** One for each output. */
  readonly losses: readonly LossName[];
  readonly metrics: readonly MetricName[];
  readonly optimizer: OptimizerSettings;
  readonly batchSize: number;
  readonly epochs: number;
  /** Of the order of rows in each epoch and of what Dropout drops. */
  readonly seed: number;
  /** Ends when the watched loss (validation, else training) has not fallen by `minDelta` for `patience` epochs. */
  readonly earlyStopping: { readonly patience: number; readonly minDelta: number } | null;
  /** Keep the weights of the epoch with the smallest watched loss instead of the last. */
  readonly restoreBest: boolean;
  /** Factor of the loss by class of the only output, or null. */
  readonly classWeights: readonly number[] | null;
  /**
   * Indices of `Model.nodes` that are not trained, with all below them; those that the file froze
   * are trained unless they are named here. A frozen BatchNormalization runs in inference mode.
   */
  readonly frozen: readonly number[];
  /** Training rows that are measured after each epoch, exactly as validation is: the first of a seeded order. */
  readonly measuredRows: number;
  /** Go on from the optimizer state of the file. */
  readonly resume: boolean;
}

export interface TrainRequest {
  readonly data: Dataset;
  readonly validation: Dataset | null;
  readonly settings: TrainSettings;
  /** Bytes that training may take; a larger estimate is refused. */
  readonly memoryLimit: number;
}

export type TrainControl = 'pause' | 'resume' | 'stop';

export interface MemoryEstimate {
  readonly bytes: number;
  readonly weights: number;
  readonly optimizer: number;
  readonly activations: number;
}

/** Over all rows, in inference mode. The loss is the data's alone: penalties of regularizers stand apart. */
export interface Measures {
  readonly rows: number;
  readonly loss: number;
  readonly penalty: number;
  /** One for each of the settings' metrics, of the only or first output. */
  readonly metrics: readonly number[];
}

/** Of the trained weights, in the order of `TrainStarted.trained`. */
export interface Norms {
  readonly step: number;
  readonly gradient: Float64Array;
  readonly weight: Float64Array;
  /** Of the difference that the step made; divided by `weight`, the update-to-weight ratio. */
  readonly update: Float64Array;
}

export interface TrainStarted {
  readonly kind: 'started';
  /** Indices into `Model.weights`. */
  readonly trained: readonly number[];
  readonly stepsPerEpoch: number;
  /** Whether the optimizer goes on from its stored state, and why not. */
  readonly resumed: boolean;
  readonly resumeNote: string | null;
}

export interface TrainSteps {
  readonly kind: 'steps';
  /** Steps done in the whole run. */
  readonly step: number;
  readonly epoch: number;
  /** Of each step since the last message: mean loss of its batch, as weighted, without penalties. */
  readonly losses: Float32Array;
  readonly norms: Norms;
  readonly rowsPerSecond: number;
  readonly secondsLeft: number;
  readonly paused: boolean;
}

export interface TrainEpoch {
  readonly kind: 'epoch';
  /** Number of epochs done. */
  readonly epoch: number;
  /** Mean loss of the epoch's batches while they trained, dropout and class weights included. */
  readonly running: number;
  readonly training: Measures | null;
  readonly validation: Measures | null;
  /** The smallest watched loss so far. */
  readonly best: boolean;
}

export type TrainProgress = TrainStarted | TrainSteps | TrainEpoch;

/** The first NaN or infinity. */
export interface NotFinite {
  /** One sentence that names step, layer and tensor, and what to do. */
  readonly message: string;
  readonly step: number;
  readonly epoch: number;
  readonly found: 'output' | 'loss' | 'gradient' | 'weight';
  readonly layer: string;
  /** Index into `Model.weights`, or null where the layer has none. */
  readonly weight: number | null;
}

/** How far a weight went: ‖W − W₀‖ / ‖W₀‖, null where W₀ is all zero, and the angle between both. */
export interface Movement {
  readonly weight: number;
  readonly moved: number | null;
  readonly degrees: number | null;
  /** "moved 15 %, turned 1.1°", or "unchanged, bit for bit". */
  readonly text: string;
}

/** A variable of the optimizer, named and ordered as TensorFlow.js saves it. */
export interface OptimizerSlot {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
}

export interface TrainResult {
  readonly ended: 'finished' | 'early' | 'stopped' | 'notFinite';
  readonly failure: NotFinite | null;
  /** Epochs done whole. */
  readonly epochs: number;
  /** The epoch whose weights are kept now; 0 is before the first. */
  readonly keptEpoch: number;
  readonly history: readonly TrainEpoch[];
  readonly movement: readonly Movement[];
  /** Empty where TensorFlow.js cannot save the optimizer's state (Adamax) or the kept weights are older than it. */
  readonly slots: readonly OptimizerSlot[];
  readonly seconds: number;
  /** SHA-256 over the values of all rows, inputs then targets. */
  readonly dataHash: string;
}
