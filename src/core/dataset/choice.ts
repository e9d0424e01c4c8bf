import type { LossName } from './lossNames';

/** What is done to the numbers of an input. Where there are several channels or features, each by itself. */
export type Scaling =
  | { readonly kind: 'none' | 'standardise' }
  | { readonly kind: 'divide'; readonly by: number }
  /** As the model was trained: (value − mean) / std, of one number a row each, in turn. */
  | { readonly kind: 'given'; readonly mean: readonly number[]; readonly std: readonly number[] };

export interface InputChoice {
  /** Names, in the order in which the input takes them. */
  readonly columns: readonly string[];
  readonly scaling: Scaling;
}

export interface TargetChoice {
  readonly columns: readonly string[];
  /** Labels in the order of the outputs; null lets the data tell. */
  readonly classes: readonly string[] | null;
}

/** What the user chooses of a table, as plain data to be remembered. */
export interface DataChoice {
  /** In the order of the model's inputs. */
  readonly inputs: readonly InputChoice[];
  /** In the order of the model's outputs; empty where only predictions are wanted. */
  readonly targets: readonly TargetChoice[];
  /** One for each target. */
  readonly losses: readonly LossName[];
  /** What becomes of a row without some value. */
  readonly missing: 'refuse' | 'leaveOut';
}
