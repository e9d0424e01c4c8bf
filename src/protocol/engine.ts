import type { WeightValues } from '../core/format/weightSource';
import type { Dimension } from '../core/model/model';
import type { Method } from './channel';
import type { PathPoint, PathRequest } from './path';
import type {
  Dataset,
  Measures,
  MemoryEstimate,
  TrainControl,
  TrainProgress,
  TrainRequest,
  TrainResult,
} from './training';

/** What computes: TensorFlow's C library, WebAssembly, or plain JavaScript. */
export type BackendName = 'native' | 'wasm' | 'cpu';

export interface EngineStart {
  /** 'auto' takes the fastest that works here; a name takes that one or fails. */
  readonly backend: BackendName | 'auto';
  /** Absolute path of an installed @tensorflow/tfjs-node, trusted by whoever passes it. */
  readonly nativeFolder: string | null;
}

/** The backend that was taken, for the user. */
export interface BackendReport {
  readonly backend: BackendName;
  /** "TensorFlow.js 4.22.0, TensorFlow 2.21.0". */
  readonly versions: string;
  /** Why this one, in a sentence. */
  readonly reason: string;
}

export interface ModelTensor {
  readonly name: string;
  /** Without the batch axis; null where any size goes. */
  readonly shape: readonly Dimension[];
}

export interface ModelInput extends ModelTensor {
  /** Rows of the Embedding that it goes into: its values are integers below. */
  readonly indices: number | null;
  /** The number of rows that the model takes at once, where it is fixed. */
  readonly batch: number | null;
}

export interface ModelOutput extends ModelTensor {
  /** Of the layer it comes from, 'softmax', or null where that has none. */
  readonly activation: string | null;
}

/** A weight that the model uses, as it lies in the file. */
export interface EngineWeight {
  /** Index into `Model.weights`. */
  readonly weight: number;
  readonly name: string;
  readonly layer: string;
  readonly shape: readonly number[];
  /** Whether gradients can train it; not so for moving averages. */
  readonly trainable: boolean;
  /** The file says that its layer is not to be trained. */
  readonly frozen: boolean;
}

export interface LoadedModel {
  readonly inputs: readonly ModelInput[];
  readonly outputs: readonly ModelOutput[];
  readonly weights: readonly EngineWeight[];
  /** Whether the file has the state of an optimizer to go on from. */
  readonly optimizerState: boolean;
}

/**
 * What the training process serves. One model and one run at a time; what `train` left in the weights
 * is there for `values`, `predict` and `measure` until the next `load` or `train`.
 */
export interface EngineApi {
  /** To be asked first, once. */
  start: Method<EngineStart, BackendReport>;
  /**
   * Builds the model and asks `WeightsApi` for its values.
   * @throws ModelFormatError where its graph is broken, ModelMismatchError where TensorFlow.js cannot run it.
   */
  load: Method<
    { readonly text: string; readonly fileName: string },
    LoadedModel,
    { readonly fraction: number }
  >;
  estimate: Method<TrainRequest, MemoryEstimate>;
  /** Cancelled, it leaves the weights as they were before. @throws ModelMismatchError where data and model do not fit. */
  train: Method<TrainRequest, TrainResult, TrainProgress>;
  /** Answered between two steps. Without a run it does nothing. */
  control: Method<{ readonly action: TrainControl }, null>;
  /** Values [start, end) of a weight as it is now, also while it trains. */
  values: Method<
    { readonly weight: number; readonly start: number; readonly end: number },
    Float32Array
  >;
  /** Values [start, end) of a slot of `TrainResult.slots`. */
  slotValues: Method<
    { readonly slot: number; readonly start: number; readonly end: number },
    Float32Array | Int32Array
  >;
  /** One array for each output, rows × the output's size, in inference mode. */
  predict: Method<
    { readonly data: Dataset; readonly batchSize: number },
    {
      readonly outputs: readonly {
        readonly shape: readonly number[];
        readonly values: Float32Array;
      }[];
    },
    { readonly fraction: number }
  >;
  /** Loss, penalty and metrics over all rows, in inference mode. */
  measure: Method<
    {
      readonly data: Dataset;
      readonly batchSize: number;
      readonly losses: TrainRequest['settings']['losses'];
      readonly metrics: TrainRequest['settings']['metrics'];
    },
    Measures,
    { readonly fraction: number }
  >;
  /** Measures on the straight line to another model; afterwards the weights are those of before. */
  path: Method<PathRequest, readonly PathPoint[], PathPoint>;
}

/** What the engine asks of whoever started it: values of the open model, edits included. */
export interface WeightsApi {
  /**
   * Elements [start, end) by flat index; `weight` is an index into `Model.weights`.
   * @param of 'other' is what lies at the other end of a path, under the index and in the shape of the own.
   */
  read: Method<
    {
      readonly weight: number;
      readonly start: number;
      readonly end: number;
      readonly of?: 'own' | 'other' | undefined;
    },
    WeightValues
  >;
}
