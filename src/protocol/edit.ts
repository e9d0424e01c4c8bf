import type {
  Edit,
  MetadataChange,
  QuantizedStorage,
  Slice,
  TrainingChange,
} from '../core/model/edits/edit';
import type { MatrixView } from '../core/model/matrixView';
import type { Method } from './channel';

/** What a person asks to be changed. Weights are named by index; a layer is all its weights. */
export type EditRequest =
  | {
      /** One cell, or a block pasted with its first cell at (row, column): TSV with any line ends. */
      readonly kind: 'cells';
      readonly weight: number;
      readonly view: MatrixView;
      readonly row: number;
      readonly column: number;
      readonly text: string;
    }
  | { readonly kind: 'fill'; readonly weights: readonly number[]; readonly value: number }
  | { readonly kind: 'scale'; readonly weights: readonly number[]; readonly factor: number }
  /** Drawn anew, each weight from the initialiser of its layer's config. */
  | { readonly kind: 'initialise'; readonly weights: readonly number[]; readonly seed: number }
  /** Zeroes a unit or filter of a kernel together with its bias. */
  | { readonly kind: 'mute'; readonly weight: number; readonly slice: Slice };

/** What the request comes to, not yet applied. */
export type MadeEdit =
  | { readonly edit: Edit }
  /** Nothing would change. */
  | { readonly edit: null }
  /** These weights are quantized; the user is to choose how their edited values are stored. */
  | { readonly quantized: readonly string[]; readonly error: RequantizedError };

/** What quantizing anew would cost, told before it is chosen. */
export type RequantizedError =
  /** Largest |stored - edited| of all values. */
  | { readonly largest: number }
  /** Why it cannot be chosen, in one sentence. */
  | { readonly problem: string }
  /** Too much to read for a question. */
  | { readonly largest: null };

/** Which weights the edits leave different from the file, for marks in the tree. */
export interface EditState {
  readonly weights: readonly number[];
}

/** A tensor of "Show Unsaved Changes". */
export interface ChangeLine {
  readonly weight: number;
  readonly name: string;
  readonly values: number;
  readonly changed: number;
  /** Largest finite |after - before|, null where none is finite. */
  readonly largest: number | null;
  /** "uint8 becomes float32", or null. */
  readonly storage: string | null;
}

/** A member of model.json that saving writes. */
export interface MetadataLine {
  /** "userDefinedMetadata.note", "trainingConfig". */
  readonly key: string;
  readonly becomes: 'added' | 'changed' | 'removed';
  /** Characters of its JSON that are written. */
  readonly length: number;
}

export interface Changes {
  readonly tensors: readonly ChangeLine[];
  readonly metadata: readonly MetadataLine[];
}

export interface SaveRequest {
  /** Absolute path of another model.json to write everything to; null saves in place. */
  readonly target: string | null;
  /** The user was asked and wants files that others changed meanwhile to be overwritten. */
  readonly overwrite: boolean;
}

export interface SaveReport {
  /** Files written, as model.json spells them, and model.json's own name where it changed. */
  readonly written: readonly string[];
  /**
   * Patches that turn the values as now saved back into those of before: the undo of what was saved
   * starts from them. Empty when saved elsewhere.
   */
  readonly before: Edit['patches'];
  /** The same of `userDefinedMetadata`. */
  readonly metadata: readonly MetadataChange[];
  /** The same of what a later training goes on from; null where that was not touched. */
  readonly training: TrainingChange | null;
  /** Tensors that were written quantized, and what that costs them; null where there are none. */
  readonly quantized: {
    readonly tensors: number;
    /** Largest |stored - edited|. */
    readonly largestError: number;
  } | null;
}

/** Changing the model. The worker keeps the edits that `setEdits` gave it last, over the files. */
export interface EditApi {
  /** @throws ModelMismatchError with a sentence for the user where the request makes no sense. */
  makeEdit: Method<
    { readonly request: EditRequest; readonly quantized: QuantizedStorage | null },
    MadeEdit,
    { readonly fraction: number }
  >;
  /** Exactly these, in this order, over the stored values; undo is the list without its last. */
  setEdits: Method<{ readonly edits: readonly Edit[] }, EditState>;
  changes: Method<null, Changes, { readonly fraction: number }>;
  /**
   * Streams; afterwards `open` reads the new files. To be called `untilAnswered`, where it can be taken back.
   * @throws ChangedOnDiskError unless `overwrite`
   */
  save: Method<SaveRequest, SaveReport, { readonly fraction: number }>;
}
