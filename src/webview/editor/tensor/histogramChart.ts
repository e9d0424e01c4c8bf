import uPlot from 'uplot';
import type { Histogram, Quantile } from '../../../core/measure/statistics';
import { shortNumber } from '../../ui/numberFormat';
import {
  histogramSteps,
  joinedBins,
  labelDigits,
  labelDistance,
  singleValues,
  valueTicks,
} from '../../tensor/histogramBars';
import type { Look } from '../../tensor/scene';

export interface ChartSettings {
  readonly width: number;
  readonly height: number;
  readonly logarithmic: boolean;
  readonly quantiles: readonly Quantile[];
  readonly look: Look;
  readonly bars: string;
  readonly onZoom: (low: number, high: number) => void;
  readonly onReset: () => void;
}

const WHISKER_ROOM = 16;
/** Counts are whole: 1, 2, 5, 10 and so on, up to more values than a model has. */
const COUNT_STEPS = Array.from({ length: 13 }, (_, power) =>
  [1, 2, 5].map((n) => n * 10 ** power),
).flat();
/** Height of the marks for single values, beneath the bars. */
const MARK_HEIGHT = 6;
/** Bars at least this wide are set apart by a pixel. */
const GAP_FROM = 4;
/** A bar of one value needs a foot to stand on below log10(1). */
const LOG_FLOOR = -0.3;

/** Draws a histogram into an element; the result's `destroy` takes it out again. */
export function histogramChart(
  element: HTMLElement,
  histogram: Histogram,
  settings: ChartSettings,
): uPlot {
  const { width, height, logarithmic, look, bars } = settings;
  const shown = joinedBins(histogram);
  const singles = singleValues(histogram);
  const data = histogramSteps(shown, logarithmic);
  const digits = labelDigits(histogram.low, histogram.high);
  const distance = labelDistance(digits);
  const axis: uPlot.Axis = {
    stroke: look.foreground,
    font: `11px ${look.fontFamily}`,
    ticks: { stroke: look.muted, width: 1, size: 4 },
    grid: { show: false },
    gap: 3,
  };
  const chart = new uPlot(
    {
      width,
      height,
      // The label at the right end needs half of its room.
      padding: [WHISKER_ROOM, distance / 2, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
      scales: {
        x: { time: false, range: () => [histogram.low, histogram.high] },
        y: {
          range: (_, __, most) =>
            logarithmic ? [LOG_FLOOR, Math.max(0, most) + 0.1] : [0, most * 1.05],
        },
      },
      axes: [
        {
          ...axis,
          ...(singles.length > 0 ? { ticks: { show: false }, gap: MARK_HEIGHT + 3 } : {}),
          size: 26,
          splits: (u, _, low, high) =>
            valueTicks(low, high, ((high - low) * distance * uPlot.pxRatio) / u.bbox.width),
          values: (_, ticks) => ticks.map((tick) => shortNumber(tick, digits)),
        },
        {
          ...axis,
          size: 48,
          space: 26,
          incrs: COUNT_STEPS,
          ...(logarithmic ? { splits: (_, __, ___, most) => powers(most) } : {}),
          values: (_, ticks) => ticks.map((tick) => countText(tick, logarithmic)),
        },
      ],
      series: [
        {},
        {
          points: { show: false },
          paths: () => null,
        },
      ],
      hooks: {
        draw: [
          (u) => {
            drawBars(u, data, bars);
            drawSingles(u, singles, bars);
            drawMarks(u, settings, histogram);
          },
        ],
        setSelect: [
          (u) => {
            const { left, width: span } = u.select;
            if (span < 3) return;
            settings.onZoom(u.posToVal(left, 'x'), u.posToVal(left + span, 'x'));
          },
        ],
      },
    },
    data,
    element,
  );
  chart.over.addEventListener('dblclick', settings.onReset);
  return chart;
}

/** uPlot's own bars do not share their edges with the axis; these do, and stay apart where they are wide. */
function drawBars(
  u: uPlot,
  [edges, heights]: ReturnType<typeof histogramSteps>,
  color: string,
): void {
  const { ctx: context } = u;
  const foot = u.valToPos(u.scales.y?.min ?? 0, 'y', true);
  context.fillStyle = color;
  for (let i = 0; i + 1 < edges.length; i++) {
    const height = heights[i] ?? null;
    if (height === null || height === u.scales.y?.min) continue;
    const left = Math.round(u.valToPos(edges[i] ?? 0, 'x', true));
    const right = Math.round(u.valToPos(edges[i + 1] ?? 0, 'x', true));
    const top = u.valToPos(height, 'y', true);
    const gap = right - left >= GAP_FROM * uPlot.pxRatio ? uPlot.pxRatio : 0;
    context.fillRect(left, top, Math.max(1, right - left - gap), foot - top);
  }
}

/** A mark for each value where there are few. */
function drawSingles(u: uPlot, values: readonly number[], color: string): void {
  const { ctx: context, bbox } = u;
  context.fillStyle = color;
  for (const value of values) {
    const x = Math.round(u.valToPos(value, 'x', true));
    context.fillRect(
      x,
      bbox.top + bbox.height + 2,
      1.5 * uPlot.pxRatio,
      MARK_HEIGHT * uPlot.pxRatio,
    );
  }
}

/** The zero line, and above the bars a box from the first to the third quartile with whiskers at 5 and 95 %. */
function drawMarks(u: uPlot, { quantiles, look }: ChartSettings, { low, high }: Histogram): void {
  const { ctx: context, bbox } = u;
  const ratio = uPlot.pxRatio;
  const x = (value: number): number => u.valToPos(Math.max(low, Math.min(high, value)), 'x', true);
  const at = (q: number): number | undefined => quantiles.find((one) => one.q === q)?.value;
  context.save();
  context.lineWidth = ratio;
  context.strokeStyle = look.foreground;
  if (low < 0 && high > 0) {
    context.setLineDash([4 * ratio, 3 * ratio]);
    context.beginPath();
    context.moveTo(x(0), bbox.top);
    context.lineTo(x(0), bbox.top + bbox.height);
    context.stroke();
    context.setLineDash([]);
  }
  const [w0, q1, median, q3, w1] = [0.05, 0.25, 0.5, 0.75, 0.95].map(at);
  if (w0 !== undefined && q1 !== undefined && median !== undefined) {
    if (q3 !== undefined && w1 !== undefined && w1 >= low && w0 <= high) {
      const y = bbox.top - 9 * ratio;
      const half = 4 * ratio;
      context.beginPath();
      context.moveTo(x(w0), y);
      context.lineTo(x(q1), y);
      context.moveTo(x(q3), y);
      context.lineTo(x(w1), y);
      context.moveTo(x(median), y - half);
      context.lineTo(x(median), y + half);
      context.rect(x(q1), y - half, x(q3) - x(q1), 2 * half);
      context.stroke();
    }
  }
  context.restore();
}

/** Exponents of the powers of ten on an axis of logarithms. */
function powers(most: number): number[] {
  return Array.from({ length: Math.floor(most) + 1 }, (_, exponent) => exponent);
}

function countText(tick: number, logarithmic: boolean): string {
  const value = logarithmic ? 10 ** tick : tick;
  if (!Number.isInteger(value)) return '';
  return value >= 10_000 ? value.toLocaleString('en-US', { notation: 'compact' }) : String(value);
}
