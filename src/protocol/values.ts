import type { WeightValues } from '../core/format/weightSource';
import type { ChangeNumbers } from '../core/inject/changeSums';
import type { MetadataChange, QuantizedStorage, TrainingSlot } from '../core/model/edits/edit';
import type { Json } from '../core/json';
import type { Method } from './channel';
import type { MadeEdit } from './edit';
import type { ValuesOf } from './model';

/** What a draft comes to, not yet applied. */
export type MadeValues =
  | (Extract<MadeEdit, { readonly edit: unknown }> & {
      /** All that came, in that order. */
      readonly tensors: readonly BroughtTensor[];
    })
  | Exclude<MadeEdit, { readonly edit: unknown }>;

/** What became of a tensor that came; its numbers are of the values that it holds now. */
export interface BroughtTensor extends ChangeNumbers {
  readonly weight: number;
  readonly name: string;
  /** Whether it holds less than what came: values were rounded to what it holds. */
  readonly rounded: boolean;
  /** How the edit stores a quantized tensor; null where it is not quantized or stays as it is. */
  readonly as: QuantizedStorage | null;
}

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
  /** The next values of a variable of the optimizer, in the order in which TensorFlow.js saves them. */
  addSlot: Method<
    {
      readonly draft: number;
      readonly slot: number;
      readonly as: Omit<TrainingSlot, 'file'>;
      readonly values: WeightValues;
    },
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
      /** `trainingConfig`, to be written with the slots that came; without it the file's stay as they are. */
      readonly training?: Json | undefined;
    },
    MadeValues
  >;
  /** Forgets a draft and removes its files; one that has become an edit is not known any more. */
  dropValues: Method<{ readonly draft: number }, null>;
}
