import type { Json } from '../core/json';
import type { Method } from './channel';
import type { ChosenData, DataHostApi } from './dataPage';
import type { BackendReport, LoadedModel } from './engine';
import type { WeightDetail } from './model';
import type { RunEvent } from './retrainRun';
import type { MemoryEstimate, TrainControl, TrainSettings } from './training';

/** What the page begins with. */
export interface RetrainStart {
  /** How the user knows the model: its path from the workspace's folder. */
  readonly model: string;
  /** The whole model.json: what it says of layers and training is read from it. */
  readonly text: string;
  readonly fileName: string;
  readonly loaded: LoadedModel;
  readonly backend: BackendReport;
  /** Bytes that training may take. */
  readonly memoryLimit: number;
  /** The form as it was left, for the page to check; null where there is none. */
  readonly form: Json;
}

export interface RetrainRequest {
  readonly data: ChosenData;
  /** What the files of data are called, for the record. */
  readonly dataNames: { readonly rows: string; readonly validation: string | null };
  readonly settings: TrainSettings;
  /** Whether the edit also puts mean, std and classes into the model's metadata. */
  readonly keepPreprocessing: boolean;
  /** Whether `trainingConfig` and the state of the optimizer go into the model with the edit. */
  readonly keepOptimizer: boolean;
}

export interface EstimateRequest {
  readonly settings: TrainSettings;
  readonly rows: { readonly training: number; readonly validation: number };
}

export interface RetrainEstimate extends MemoryEstimate {
  /** Bytes of the rows themselves. */
  readonly data: number;
}

/** What the host serves to the page of a retraining. */
export interface RetrainHostApi extends DataHostApi {
  /** Starts the training process where there is none, and loads the model into it. */
  start: Method<null, RetrainStart, { readonly fraction: number }>;
  /** Keeps the form for the next time. */
  remember: Method<{ readonly form: Json }, null>;
  estimate: Method<EstimateRequest, RetrainEstimate>;
  /** Factors of the classes, by how often each is among the training rows: rows / (classes × rows of the class). */
  balance: Method<ChosenData, { readonly weights: readonly number[] }>;
  /** Trains, and makes an edit of the outcome. Answers when the run has ended; how is told by `watch`. */
  train: Method<RetrainRequest, null>;
  /** First the run as it is, if there was one, then whatever happens to it, until it is taken back. */
  watch: Method<null, null, RunEvent>;
  control: Method<{ readonly action: TrainControl | 'cancel' }, null>;
  /** The answer to an outcome that waits for one. */
  settle: Method<{ readonly keep: boolean }, null>;
  detail: Method<{ readonly weight: number }, WeightDetail>;
  /** Values [start, end) of a weight as it is now, also while it trains. */
  liveValues: Method<
    { readonly weight: number; readonly start: number; readonly end: number },
    Float32Array
  >;
  /** Shows the model, and in it a weight. */
  showModel: Method<{ readonly weight: number | null }, null>;
  /** Compares the model as it is now with its files. */
  compareWithSaved: Method<null, null>;
  evaluate: Method<null, null>;
  /** Asks where to, then writes what the last run was made of. */
  saveRecord: Method<null, null>;
  /** A failure that the page itself met; goes to the log. */
  report: Method<{ readonly message: string; readonly stack: string }, null>;
}

/** What the page serves to the host. */
export interface RetrainPageApi {
  /** The model was edited, or read anew: what was told of its memory and layers may no longer hold. */
  stale: Method<null, null>;
}
