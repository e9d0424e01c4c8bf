import type { Alignment } from '../core/align/alignment';
import type { WeightValues } from '../core/format/weightSource';
import type { Method } from './channel';
import type { ExportReport } from './export';

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
