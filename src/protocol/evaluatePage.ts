import type { LossName } from '../core/dataset/lossNames';
import type { Preprocessing } from '../core/dataset/preprocessing';
import type { Method } from './channel';
import type { ChosenData, DataHostApi, RememberedValidation } from './dataPage';
import type { BackendReport } from './engine';
import type { EvaluatedPart, EvaluationApi, EvaluationReport } from './evaluation';

/** What the page begins with. */
export interface EvaluateStart {
  /** How the user knows the open model: its path from the workspace's folder. */
  readonly target: string;
  /** One for each output, as the file has them or as its outputs suggest. */
  readonly losses: readonly LossName[];
  /** What the user should know of the model, a sentence each. */
  readonly notes: readonly string[];
  /** The model was not evaluated here before: what is proposed comes from training, if from anywhere. */
  readonly isNew: boolean;
  /** URI of the data of the last training in this workspace, and which rows it kept for validation. */
  readonly trainedWith:
    { readonly source: string; readonly validation: RememberedValidation } | undefined;
}

export interface EvaluateRequest {
  readonly chosen: ChosenData;
  readonly part: EvaluatedPart;
}

/** What is being done, and the share of it. */
export interface EvaluateProgress {
  readonly stage: 'loading' | 'preparing' | 'predicting' | 'measuring' | 'judging';
  readonly fraction: number;
}

export interface Evaluation {
  readonly prepared: number;
  readonly report: EvaluationReport;
  /** Over all outputs, in inference mode; the penalty of regularizers stands apart. */
  readonly loss: number;
  readonly penalty: number;
  /** How the rows' numbers were made. */
  readonly preprocessing: Preprocessing;
  /** Whether the inputs were scaled as the model says that they were in training. */
  readonly isScaledAsTrained: boolean;
  /** Rows that lack values. */
  readonly lacking: number;
  /** Whether the model has changes that are not saved, which are in what was evaluated. */
  readonly unsaved: boolean;
  readonly backend: BackendReport;
  /** ISO 8601. */
  readonly at: string;
}

export interface ChartFile {
  readonly kind: 'png' | 'svg';
  /** Without an ending. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the host serves to the page of an evaluation. */
export interface EvaluateHostApi
  extends DataHostApi, Pick<EvaluationApi, 'curves' | 'plots' | 'rowsOf'> {
  /** Starts the process that runs the model, and loads it. */
  start: Method<null, EvaluateStart, { readonly fraction: number }>;
  /** @throws with one sentence where data and model do not fit, or the engine died. */
  evaluate: Method<EvaluateRequest, Evaluation, EvaluateProgress>;
  /** Asks where to, then writes a line for each row. */
  savePredictions: Method<
    { readonly prepared: number; readonly output: number; readonly column: number },
    null
  >;
  saveChart: Method<ChartFile, null>;
  /** @param html a page that stands alone. */
  saveReport: Method<{ readonly html: string }, null>;
  showModel: Method<null, null>;
  /** Whether the model has changed since it was last evaluated, for a page that was hidden meanwhile. */
  isStale: Method<null, { readonly stale: boolean }>;
  /** A failure that the page itself met; goes to the log. */
  report: Method<{ readonly message: string; readonly stack: string }, null>;
}

/** What the page serves to the host. */
export interface EvaluatePageApi {
  /** The model is another than the one that was evaluated. */
  stale: Method<null, null>;
}
