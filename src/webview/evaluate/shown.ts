import type { Signal } from '@preact/signals';
import type { CellRows, ClassCurves, NumberPlots } from '../../protocol/evaluation';
import type { Cell } from './charts/confusionChart';

/** Rows of a cell of the confusion matrix, as far as they were asked for. */
export interface ShownCell extends Cell {
  readonly start: number;
  readonly found: CellRows | null;
}

/** What is shown of one output beside its report. */
export interface Shown {
  /** Index of the class, label or column. */
  readonly of: number;
  /** Null while they are on their way, or where the output has none. */
  readonly curves: ClassCurves | null;
  readonly plots: NumberPlots | null;
  /** Position in the steps of the curves: the slider moves it, and nothing else is drawn anew. */
  readonly at: Signal<number>;
  readonly cell: ShownCell | null;
}
