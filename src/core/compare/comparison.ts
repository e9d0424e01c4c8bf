import type { AlignedComparison } from '../align/alignment';
import type { MatchKind } from '../model/match/modelMatch';
import type { ModelSummary } from '../model/summarize';
import type { StructureChange } from './structure';
import type { TensorDifference } from './tensorDifference';

/** A weight of A and what stands for it in B. */
export interface PairLine {
  readonly pair: number;
  /** Index of the weight in A; that by which tiles, cells and measures are asked for. */
  readonly a: number;
  readonly b: number;
  readonly name: string;
  readonly nameInB: string;
  /** Index of the layer in A, -1 without one, for roll-ups. */
  readonly layer: number;
  readonly layerName: string;
  readonly layerClass: string;
  readonly role: string;
  readonly shape: string;
  readonly parameters: number;
  readonly by: MatchKind;
  /** In what the two differ besides their values, one sentence; null but for pairs made by hand. */
  readonly doubt: string | null;
  /** "uint8 against float32, compared dequantized", or null. */
  readonly storage: string | null;
}

/** What comparing a matched pair of tensors came to; an unreadable one says why. */
export type PairDifference =
  | { readonly pair: number; readonly difference: TensorDifference }
  | { readonly pair: number; readonly problem: string };

/** One of the two models, as the person knows it. */
export interface NamedSide {
  /** Tells it from the other: `coffee-roasting`. */
  readonly name: string;
  readonly path: string;
}

/** Two models and all that was found out about how they differ. A is the reference. */
export interface Comparison {
  readonly sides: { readonly a: NamedSide; readonly b: NamedSide };
  readonly overview: { readonly a: ModelSummary; readonly b: ModelSummary };
  readonly lines: readonly PairLine[];
  readonly structure: readonly StructureChange[];
  /** By pair. */
  readonly results: ReadonlyMap<number, PairDifference>;
  /** Null where units were not aligned. All else is of B as it is. */
  readonly aligned: AlignedComparison | null;
}
