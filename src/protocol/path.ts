import type { Dataset, Measures, TrainRequest } from './training';

/** Points from the loaded model, at 0, to another of the same weights, at 1. */
export interface PathRequest {
  readonly data: Dataset;
  readonly batchSize: number;
  readonly losses: TrainRequest['settings']['losses'];
  readonly metrics: TrainRequest['settings']['metrics'];
  /** At least 2; the ends are two of them. */
  readonly points: number;
}

export interface PathPoint {
  /** Every weight is (1 − at) · A + at · B there. */
  readonly at: number;
  /** With moving averages that are blended as all weights are. */
  readonly blended: Measures;
  /** With moving averages measured anew on the rows of the data; null without BatchNormalization. */
  readonly recomputed: Measures | null;
}
