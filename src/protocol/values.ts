import type { WeightValues } from '../core/format/weightSource';
import type { MetadataChange, QuantizedStorage } from '../core/model/edits/edit';
import type { Method } from './channel';
import type { MadeEdit } from './edit';
import type { ValuesOf } from './model';

/** What a draft comes to, not yet applied. */
export type MadeValues =
  | (Extract<MadeEdit, { readonly edit: unknown }> & {
      /** Tensors that hold less than float32: their values were rounded to what they hold. */
      readonly rounded: readonly string[];
    })
  | Exclude<MadeEdit, { readonly edit: unknown }>;

/** Values by flat index: what a training process takes from a model and brings back. */
export interface ValuesApi {
  /** model.json with what edits make of its metadata; the same model that weights are counted in here. */
  modelText: Method<null, { readonly text: string }>;
  /** Elements [start, end). */
  values: Method<
    {
      readonly weight: number;
      readonly start: number;
      readonly end: number;
      readonly of?: ValuesOf | undefined;
    },
    WeightValues
  >;
  /** Begins an edit that brings whole tensors, such as those of a retrained model. */
  beginValues: Method<{ readonly label: string }, { readonly draft: number }>;
  /**
   * The next values of a weight, from its first to its last, one weight after the other. Answered when
   * they are taken, so that whoever sends waits for the disk.
   * @throws ModelMismatchError where they are not what comes next, or not what the tensor holds
   */
  addValues: Method<
    { readonly draft: number; readonly weight: number; readonly values: WeightValues },
    null
  >;
  /**
   * Weights whose values are as they were, to the bit, are left out; the edit is null where all are.
   * Where weights are quantized and nothing was chosen for them, the draft stays to be ended again with
   * the user's answer.
   */
  endValues: Method<
    {
      readonly draft: number;
      readonly metadata: readonly MetadataChange[];
      readonly quantized: QuantizedStorage | null;
    },
    MadeValues
  >;
  /** Forgets a draft and removes its files; one that has become an edit is not known any more. */
  dropValues: Method<{ readonly draft: number }, null>;
}
