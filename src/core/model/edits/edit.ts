import type { Json } from '../../json';
import type { WeightValues } from '../../format/weightSource';

/** Cells at one index of one axis: a unit, a filter, a gate's column. */
export interface Slice {
  readonly axis: number;
  readonly index: number;
}

/**
 * What becomes of some values of one weight, over what was there before. Positions are flat indices
 * into the shown shape (complex64 has two values an element). Plain data: it crosses threads and is
 * kept in backups.
 */
export type Patch =
  | {
      readonly kind: 'cells';
      readonly weight: number;
      /** Ascending, each once. */
      readonly positions: Float64Array;
      /** One for each position, of the type in which `WeightSource.read` gives this weight. */
      readonly values: WeightValues;
    }
  | {
      readonly kind: 'constant';
      readonly weight: number;
      /** Null is the whole tensor. */
      readonly slice: Slice | null;
      readonly value: number;
    }
  | {
      readonly kind: 'scale';
      readonly weight: number;
      readonly slice: Slice | null;
      readonly factor: number;
    }
  | {
      /** All values anew, from a `ValueStore`. */
      readonly kind: 'values';
      readonly weight: number;
      readonly file: string;
    };

/** What becomes of a quantized tensor whose values are edited. */
export type QuantizedStorage = 'float32' | 'requantize';

/** What becomes of a member of model.json's `userDefinedMetadata`; undefined removes it. */
export interface MetadataChange {
  readonly key: string;
  readonly value: Json | undefined;
}

/** A variable of an optimizer, whose values lie in a `ValueStore`. */
export interface TrainingSlot {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly file: string;
}

/** What becomes of what a later training goes on from. */
export interface TrainingChange {
  /** `trainingConfig` of model.json; undefined removes it. */
  readonly config: Json | undefined;
  /** Take the place of all variables of optimizers in the file; null leaves those that are there. */
  readonly slots: readonly TrainingSlot[] | null;
}

/** One undoable step. */
export interface Edit {
  /** What the Undo menu and the list of unsaved changes call it: "Set layer_1/kernel to 0". */
  readonly label: string;
  readonly patches: readonly Patch[];
  /** For each quantized weight that the patches touch. */
  readonly storage: readonly { readonly weight: number; readonly as: QuantizedStorage }[];
  readonly metadata?: readonly MetadataChange[];
  readonly training?: TrainingChange;
}
