import type { TensorDifference } from '../compare/tensorDifference';
import type { FunctionCheck } from './functionCheck';
import type { Permutations } from './permute';
import type { KeptUnits, UnitGroup } from './unitPlan';

/** Another one would match layers in another order, and draw another null. */
export const ALIGN_SEED = 0;

/**
 * B against A before its units are reordered and after, and what reordering does by itself: the same
 * for two nets that were just initialised. A matched cosine says nothing but beside that of the null.
 */
export interface AlignedDifferences {
  readonly before: TensorDifference;
  readonly after: TensorDifference;
  readonly nullBefore: TensorDifference;
  readonly nullAfter: TensorDifference;
}

export interface AlignedTensor extends AlignedDifferences {
  /** Indices of the weights. */
  readonly a: number;
  readonly b: number;
  readonly name: string;
  readonly nameInB: string;
  readonly shape: string;
}

/** Its tensors as one. */
export interface AlignedLayer extends AlignedDifferences {
  /** In A. */
  readonly name: string;
  /** Those that reordering changes and that both models have, in the order of B. */
  readonly tensors: readonly AlignedTensor[];
}

export interface AlignedUnits extends UnitGroup {
  /** Those that come to another place. */
  readonly moved: number;
}

export interface Alignment {
  readonly seed: number;
  readonly groups: readonly AlignedUnits[];
  readonly kept: readonly KeptUnits[];
  /** In the order of B. */
  readonly layers: readonly AlignedLayer[];
  /** All of their tensors as one. */
  readonly whole: AlignedDifferences;
  readonly sweeps: number;
  /** Tensors of which model.json does not say how they begin: the null draws them by Glorot. */
  readonly assumed: readonly string[];
  readonly permutations: Permutations;
}

/** Whether B still computes the same after it was aligned. */
export interface AlignedCheck extends FunctionCheck {
  /** What of TensorFlow.js ran both. */
  readonly backend: string;
}

/** What running B as it is and as it was aligned came to, or a sentence on why that was not done. */
export type OutputCheck = AlignedCheck | { readonly notRun: string };

/** All that is known of an alignment. */
export interface AlignedComparison {
  readonly alignment: Alignment;
  readonly check: OutputCheck;
}

export function movedIn({ groups }: Pick<Alignment, 'groups'>): number {
  return groups.reduce((sum, { moved }) => sum + moved, 0);
}

/** Of all layers. */
export function alignedTensors({ layers }: Pick<Alignment, 'layers'>): readonly AlignedTensor[] {
  return layers.flatMap(({ tensors }) => tensors);
}

/** @param reason Why it was not run, where there was something to run. */
export function uncheckedOutputs(alignment: Alignment, reason: string): OutputCheck {
  return { notRun: movedIn(alignment) === 0 ? 'No unit moved, so aligned B is B.' : reason };
}
