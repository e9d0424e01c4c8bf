import type { Axis } from '../../../core/model/model';
import type { MatrixView } from '../../../core/model/matrixView';
import type { Size } from '../../ui/elementSize';
import { partedAxis } from '../viewChoice';
import type { Extent } from '../viewport';

/** Where the plot lies in the heatmap's element, in CSS pixels; the rest holds the axes. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly plot: Size;
}

export const FONT_SIZE = 11;
/** Digits of index labels are about this wide at `FONT_SIZE`. */
export const DIGIT_WIDTH = FONT_SIZE * 0.6;
const LINE = 15;
const EDGE = 6;
/** Room between axis and plot for ticks. */
const GAP = 5;

/** Room for axis names, index labels and, where there are gates, their band. */
export function frameOf(
  size: Size,
  extent: Extent,
  axes: readonly Axis[],
  view: MatrixView,
  digitWidth: number,
): Frame {
  const gates = partedAxis(axes, view);
  const gatesAcross = gates !== undefined && gates === view.columnAxis;
  const gatesDown = gates !== undefined && gates === view.rowAxis;
  const digits = String(Math.max(0, extent.rows.end - 1)).length;
  const rowLabels = view.rowAxis === null ? 0 : LINE + digits * digitWidth;
  const left = EDGE + rowLabels + GAP + (gatesDown ? LINE : 0);
  const top = LINE * (view.columnAxis === null ? 0 : 2) + GAP + (gatesAcross ? LINE : 0);
  return {
    left,
    top,
    plot: {
      width: Math.max(0, size.width - left - EDGE),
      height: Math.max(0, size.height - top - EDGE),
    },
  };
}

/** Height of the element in which the plot gets `plotHeight`. */
export function outerHeight(frame: Frame, plotHeight: number): number {
  return frame.top + plotHeight + EDGE;
}
