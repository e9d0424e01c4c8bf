import uPlot from 'uplot';
import { valueTicks } from '../../tensor/histogramBars';
import type { Look } from '../../tensor/scene';
import { shortNumber } from '../../ui/numberFormat';

const AXIS = { x: 40, y: 56 };
/** Pixels from one label to the next. */
const LABEL_DISTANCE = { x: 62, y: 34 };

export interface SquareRange {
  readonly low: number;
  readonly high: number;
}

/**
 * A plane of values of A (right) and of B (up) on one scale, with the line on which both are equal.
 * @param draw Draws into the plane, in pixels of the canvas.
 */
export function squareChart(
  element: HTMLElement,
  { low, high }: SquareRange,
  { width, height }: { readonly width: number; readonly height: number },
  look: Look,
  draw: (u: uPlot) => void,
): uPlot {
  const axis: uPlot.Axis = {
    stroke: look.foreground,
    font: `11px ${look.fontFamily}`,
    labelFont: `11px ${look.fontFamily}`,
    labelSize: 16,
    labelGap: 0,
    ticks: { stroke: look.muted, width: 1, size: 4 },
    grid: { show: false },
    gap: 3,
    values: (_, ticks) => ticks.map((tick) => shortNumber(tick, 3)),
  };
  const range = (): [number, number] => [low, high];
  const splits =
    (side: 'x' | 'y') =>
    (u: uPlot, _: number, from: number, to: number): number[] => {
      const pixels = side === 'x' ? u.bbox.width : u.bbox.height;
      return valueTicks(from, to, ((to - from) * LABEL_DISTANCE[side] * uPlot.pxRatio) / pixels);
    };
  return new uPlot(
    {
      width,
      height,
      padding: [8, 24, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, range }, y: { range } },
      axes: [
        { ...axis, label: 'A', size: AXIS.x - 16, splits: splits('x') },
        { ...axis, label: 'B', size: AXIS.y - 16, splits: splits('y') },
      ],
      series: [{}, { stroke: look.muted, width: 1, dash: [4, 3], points: { show: false } }],
      hooks: { draw: [draw] },
    },
    [
      [low, high],
      [low, high],
    ],
    element,
  );
}

/** A little more than the values take, so that none lies on the edge. */
export function withMargin({ low, high }: SquareRange): SquareRange {
  const margin = (high - low) * 0.03 || Math.abs(high) * 0.03 || 1;
  return { low: low - margin, high: high + margin };
}
