import uPlot from 'uplot';
import type { Histogram, Quantile } from '../../../core/measure/statistics';
import { shortNumber } from '../../ui/numberFormat';
import { histogramSteps } from './histogramBars';
import type { Look } from './scene';

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
/** A bar of one value needs a foot to stand on below log10(1). */
const LOG_FLOOR = -0.3;

/** Draws a histogram into an element; the result's `destroy` takes it out again. */
export function histogramChart(
  element: HTMLElement,
  histogram: Histogram,
  settings: ChartSettings,
): uPlot {
  const { width, height, logarithmic, look, bars } = settings;
  const stepped = uPlot.paths.stepped?.({ align: 1 });
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
      padding: [WHISKER_ROOM, 8, 0, 0],
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
          size: 24,
          space: 56,
          values: (_, ticks) => ticks.map((tick) => shortNumber(tick)),
        },
        {
          ...axis,
          size: 48,
          space: 26,
          ...(logarithmic ? { splits: (_, __, ___, most) => powers(most) } : {}),
          values: (_, ticks) => ticks.map((tick) => countText(tick, logarithmic)),
        },
      ],
      series: [
        {},
        {
          stroke: bars,
          fill: bars,
          width: 1,
          points: { show: false },
          ...(stepped === undefined ? {} : { paths: stepped }),
          fillTo: (u) => u.scales.y?.min ?? 0,
        },
      ],
      hooks: {
        draw: [(u) => drawMarks(u, settings, histogram)],
        setSelect: [
          (u) => {
            const { left, width: span } = u.select;
            if (span < 3) return;
            settings.onZoom(u.posToVal(left, 'x'), u.posToVal(left + span, 'x'));
          },
        ],
      },
    },
    histogramSteps(histogram, logarithmic),
    element,
  );
  chart.over.addEventListener('dblclick', settings.onReset);
  return chart;
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
