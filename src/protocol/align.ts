import type { WeightValues } from '../core/format/weightSource';
import type { Method } from './channel';
import type { ExportReport } from './export';

/** How far B is from A: ‖A − B‖ / ‖A‖ and the cosine, over the places where both are finite. */
export interface Likeness {
  readonly relative: number | null;
  readonly cosine: number | null;
}

/**
 * B against A before its units are reordered and after, and what reordering does by itself: the same
 * for two nets that were just initialised. A matched cosine says nothing but beside that of the null.
 */
export interface LikenessOf {
  readonly before: Likeness;
  readonly after: Likeness;
  readonly nullBefore: Likeness;
  readonly nullAfter: Likeness;
}

export interface AlignedTensor extends LikenessOf {
  /** Indices of the weights. */
  readonly a: number;
  readonly b: number;
  readonly name: string;
  readonly nameInB: string;
  readonly shape: string;
  /** After reordering every value is that of A, bit for bit. */
  readonly identical: boolean;
}

export interface AlignedUnits {
  /** Layers that make them; several where their units are added to each other. */
  readonly layers: readonly string[];
  readonly units: number;
  /** Those that come to another place. */
  readonly moved: number;
}

/** Units that keep their order. */
export interface KeptUnits {
  readonly layers: readonly string[];
  readonly units: number;
  /** 'output': they are the model's outputs. */
  readonly kind: 'output' | 'refused';
  /** One sentence. */
  readonly reason: string;
}

export interface Alignment {
  readonly groups: readonly AlignedUnits[];
  readonly kept: readonly KeptUnits[];
  /** Those that reordering changes and that both models have, in the order of B. */
  readonly tensors: readonly AlignedTensor[];
  /** All of them as one. */
  readonly whole: LikenessOf;
  readonly sweeps: number;
  /** Tensors of which model.json does not say how they begin: the null draws them by Glorot. */
  readonly assumed: readonly string[];
  /** For each group the unit of B that comes to each place. */
  readonly permutations: readonly Uint32Array[];
}

export interface AlignProgress {
  readonly stage: 'matching' | 'null' | 'comparing';
  /** 0 to 1, of everything. */
  readonly fraction: number;
}

/** Reorders the units of B so that they stand where A has the ones most like them. */
export interface AlignApi {
  /**
   * @throws ModelMismatchError where a model is none of layers; ModelFormatError where its graph is broken.
   * @param seed Of the order in which layers are matched, and of the null.
   */
  align: Method<{ readonly seed: number }, Alignment, AlignProgress>;
  /** Elements [start, end) of a weight of B as the last `align` reordered it. */
  alignedValues: Method<
    { readonly weight: number; readonly start: number; readonly end: number },
    WeightValues
  >;
  /** What `saveAligned` would write. */
  alignedSize: Method<null, { readonly weights: number; readonly bytes: number }>;
  /**
   * Writes B as the last `align` reordered it into a new folder on a local disk: its model.json but for
   * the manifest, and new shards. The state of an optimizer is left out, as its slots have the old order.
   */
  saveAligned: Method<
    { readonly target: string; readonly shownPath: string },
    ExportReport,
    { readonly fraction: number }
  >;
}
