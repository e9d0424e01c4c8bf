import type { VNode } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { Histogram } from '../../../core/measure/statistics';
import { labelDigits, labelDistance, valueTicks } from '../../tensor/histogramBars';
import { look } from '../../tensor/look';
import type { Look } from '../../tensor/scene';
import { cssColor, divergingColor } from '../../ui/colorMap';
import { useElementSize } from '../../ui/elementSize';
import { count, shortNumber } from '../../ui/numberFormat';
import { sharedBars } from './sideBySide';

const HEIGHT = 170;

interface Props {
  readonly a: Histogram;
  readonly b: Histogram;
}

/** How the values of both are spread, over the same bins: A filled, B as an outline. */
export function PairHistogram({ a, b }: Props): VNode {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(box);
  const colors = look.value;
  useEffect(() => {
    const element = box.current;
    if (element === null || width < 80) return undefined;
    const chart = draw(element, { a, b }, width, colors);
    return () => chart.destroy();
  }, [a, b, width, colors]);
  return (
    <section class="card" aria-labelledby={id}>
      <div class="card-head">
        <h3 id={id}>Histogram</h3>
        <span class="histogramKey">
          <span class="keyA" aria-hidden="true" style={{ background: sideColor(colors.dark) }} /> A
        </span>
        <span class="histogramKey">
          <span class="keyB" aria-hidden="true" /> B
        </span>
      </div>
      <div ref={box} class="pairHistogram" role="img" aria-label={spoken(a, b)} />
    </section>
  );
}

function draw(element: HTMLElement, { a, b }: Props, width: number, colors: Look): uPlot {
  const bars = sharedBars(a, b);
  const digits = labelDigits(a.low, a.high);
  const distance = labelDistance(digits);
  const bin = (a.high - a.low) / bars.a.length;
  const edges = Array.from({ length: bars.a.length + 1 }, (_, i) => a.low + i * bin);
  // The last edge repeats its bar, so that the step reaches it.
  const heights = (counts: Float64Array): number[] => [...counts, counts.at(-1) ?? 0];
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const axis: uPlot.Axis = {
    stroke: colors.foreground,
    font: `11px ${colors.fontFamily}`,
    ticks: { stroke: colors.muted, width: 1, size: 4 },
    grid: { show: false },
    gap: 3,
  };
  const series = { points: { show: false }, ...(stepped === undefined ? {} : { paths: stepped }) };
  return new uPlot(
    {
      width,
      height: HEIGHT,
      padding: [8, distance / 2, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: () => [a.low, a.high] },
        y: { range: (_, __, most) => [0, most * 1.05] },
      },
      axes: [
        {
          ...axis,
          size: 26,
          splits: (u, _, low, high) =>
            valueTicks(low, high, ((high - low) * distance * uPlot.pxRatio) / u.bbox.width),
          values: (_, ticks) => ticks.map((tick) => shortNumber(tick, digits)),
        },
        { ...axis, size: 48, space: 26 },
      ],
      series: [
        {},
        { ...series, width: 0, fill: sideColor(colors.dark) },
        { ...series, width: 2, stroke: colors.foreground },
      ],
    },
    [edges, heights(bars.a), heights(bars.b)],
    element,
  );
}

function sideColor(dark: boolean): string {
  return cssColor(divergingColor(dark ? 0.8 : 0.86, dark));
}

function spoken(a: Histogram, b: Histogram): string {
  const digits = labelDigits(a.low, a.high);
  const text = (value: number): string => shortNumber(value, digits);
  const peak = ({ low, high, counts }: Histogram): string => {
    const at = counts.indexOf(Math.max(...counts));
    const width = (high - low) / counts.length;
    return `${text(low + at * width)} to ${text(low + (at + 1) * width)} with ${count(counts[at] ?? 0)} values`;
  };
  return (
    `Values from ${text(a.low)} to ${text(a.high)} in ${a.counts.length} bins. ` +
    `The fullest bin of A is ${peak(a)}, of B ${peak(b)}.`
  );
}
