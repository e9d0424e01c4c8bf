import type { WeightValues } from '../core/format/weightSource';
import type { Edit, MetadataChange } from '../core/model/edits/edit';
import type { Method } from './channel';
import type { ValuesOf } from './model';

/** Values by flat index: what a training process takes from a model and brings back. */
export interface ValuesApi {
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
  /** The next values of a weight, from its first to its last, one weight after the other. */
  addValues: Method<
    { readonly draft: number; readonly weight: number; readonly values: WeightValues },
    null
  >;
  /** Weights whose values are as they were, to the bit, are left out; null where all are. */
  endValues: Method<
    { readonly draft: number; readonly metadata: readonly MetadataChange[] },
    { readonly edit: Edit | null }
  >;
  /** Forgets a draft and removes its files. */
  dropValues: Method<{ readonly draft: number }, null>;
}
