import uPlot from 'uplot';
import type { Look } from '../tensor/scene';
import { shortNumber } from '../ui/numberFormat';

/** A line of a chart. */
export interface Line {
  readonly label: string;
  readonly color: string;
  readonly width: number;
  readonly dash?: readonly number[];
  /** Ascending. */
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
  /** Whether its points are marked. */
  readonly points: boolean;
}

export interface LineChart {
  readonly lines: readonly Line[];
  readonly logarithmic: boolean;
  /** End of the axis of epochs: where the run is meant to end. */
  readonly epochs: number;
  /** Values between which a line is usually found, shaded. */
  readonly band: readonly [low: number, high: number] | null;
}

/** Epochs are whole: 1, 2, 5, 10 and so on. */
const EPOCH_STEPS = [1, 10, 100, 1_000, 10_000].flatMap((power) => [power, 2 * power, 5 * power]);

/** `uPlot.Scale.Distr.Logarithmic`, an enum that is in its types alone. */
const LOGARITHMIC: object = { distr: 3 };

/** All lines over one axis, as uPlot wants them: null where a line has no point. */
function aligned({ lines, logarithmic }: LineChart): uPlot.AlignedData {
  const least = logarithmic ? Number.MIN_VALUE : -Infinity;
  // A line has a gap where its value has no place on the axis.
  const shown = (value: number | null): number | null =>
    value !== null && Number.isFinite(value) && value >= least ? value : null;
  const tables = lines.map(({ x, y }): uPlot.AlignedData => [[...x], y.map(shown)]);
  return tables.length === 0 ? [[]] : uPlot.join(tables);
}

/**
 * Draws lines into an element.
 * @param onPoint is told the values under the pointer, one for each line, and null when it has left.
 */
export function drawLines(
  element: HTMLElement,
  chart: LineChart,
  size: { readonly width: number; readonly height: number },
  look: Look,
  onPoint: (at: readonly (number | null)[] | null) => void,
): { update(chart: LineChart): void; destroy(): void } {
  let shown = chart;
  const axis: uPlot.Axis = {
    stroke: look.foreground,
    font: `11px ${look.fontFamily}`,
    ticks: { stroke: look.muted, width: 1, size: 4 },
    grid: { stroke: `color-mix(in srgb, ${look.muted} 18%, transparent)`, width: 1 },
  };
  const plot = new uPlot(
    {
      ...size,
      padding: [8, 12, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: false, y: false },
        points: { size: 6 },
        // The nearest point of each line: they do not have points at the same places.
        dataIdx: (u, series, at) => nearest(u.data[series], at),
      },
      scales: {
        x: { time: false, range: () => [0, Math.max(1, shown.epochs)] },
        y: { ...(chart.logarithmic ? LOGARITHMIC : {}) },
      },
      axes: [
        { ...axis, size: 26, gap: 3, incrs: EPOCH_STEPS, values: (_, ticks) => ticks.map(String) },
        {
          ...axis,
          size: 54,
          gap: 3,
          values: (_, ticks: (number | null)[]) =>
            ticks.map((tick) => (tick === null ? '' : shortNumber(tick, 3))),
        },
      ],
      series: [{}, ...chart.lines.map(seriesOf)],
      hooks: {
        drawClear: [(u) => drawBand(u, shown.band, look)],
        setCursor: [
          (u) => {
            const { idxs, left = -1 } = u.cursor;
            if (left < 0 || idxs === undefined) onPoint(null);
            else
              onPoint(
                shown.lines.map((_, i) => {
                  const at = idxs[i + 1];
                  return at == null ? null : (u.data[i + 1]?.[at] ?? null);
                }),
              );
          },
        ],
      },
    },
    aligned(chart),
    element,
  );
  return {
    update: (next) => {
      shown = next;
      plot.setData(aligned(next));
    },
    destroy: () => plot.destroy(),
  };
}

function seriesOf({ label, color, width, dash, points }: Line): uPlot.Series {
  return {
    label,
    stroke: color,
    width,
    spanGaps: true,
    ...(dash === undefined ? {} : { dash: [...dash] }),
    points: { show: points, size: 5, fill: color },
  };
}

function nearest(values: ArrayLike<unknown> | undefined, at: number): number {
  if (values === undefined) return at;
  for (let off = 0; off < values.length; off++) {
    if (values[at - off] != null) return at - off;
    if (values[at + off] != null) return at + off;
  }
  return at;
}

function drawBand(u: uPlot, band: LineChart['band'], look: Look): void {
  const { min = 0, max = 0 } = u.scales.y ?? {};
  if (band === null) return;
  const [low, high] = [Math.max(band[0], min), Math.min(band[1], max)];
  if (low >= high) return;
  const { ctx: context, bbox } = u;
  const top = u.valToPos(high, 'y', true);
  const bottom = u.valToPos(low, 'y', true);
  context.save();
  context.globalAlpha = 0.12;
  context.fillStyle = look.foreground;
  context.fillRect(bbox.left, top, bbox.width, bottom - top);
  context.restore();
}
