import type { TensorDifference } from '../core/compare/tensorDifference';

/** What comparing a matched pair of tensors came to; an unreadable one says why. */
export type PairDifference =
  | { readonly pair: number; readonly difference: TensorDifference }
  | { readonly pair: number; readonly problem: string };

export interface CompareProgress {
  /** New results since the last message. */
  readonly compared: readonly PairDifference[];
  /** 0 to 1, by bytes. */
  readonly fraction: number;
}
