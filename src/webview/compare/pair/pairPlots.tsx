import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import type { Scatter } from '../../../protocol/compare';
import { look } from '../../tensor/look';
import type { Look } from '../../tensor/scene';
import { counted } from '../../ui/amounts';
import { cssColor, divergingColor } from '../../ui/colorMap';
import { useElementSize } from '../../ui/elementSize';
import { count, shortNumber } from '../../ui/numberFormat';
import { drawDensity, drawPoints, mostInBin } from './drawScatter';
import { host, isCancelled, sentence } from '../host';
import { type SquareRange, squareChart, withMargin } from './squareChart';
import { ProblemText } from '../../ui/answer';
import { FINE_BINS, type Quantiles, quantilesFor } from './bothQuantiles';

/** More points than these are a blot. */
const MOST_POINTS = 4096;
const BINS = 128;
/** Pixels, of the plane and its axes; it is no wider than high. */
const SIZE = 280;

/** How the values of A and of B go together: each against its partner, and the sorted ones against each other. */
export function PairPlots({
  pair,
  weight,
  range,
}: {
  readonly pair: number;
  readonly weight: number;
  /** From the smallest finite value of either to the largest. */
  readonly range: SquareRange;
}): VNode {
  const scatter = useSignal<Scatter | null>(null);
  const quantiles = useSignal<Quantiles | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const read = async (): Promise<void> => {
      const found = await host.scatter({ pair, mostPoints: MOST_POINTS, bins: BINS }, { signal });
      scatter.value = found;
      quantiles.value = await quantilesFor(found, weight, range, signal);
    };
    read().catch((error: unknown) => {
      if (!isCancelled(error)) problem.value = sentence(error);
    });
    return () => controller.abort();
  }, []);
  if (problem.value !== null) {
    return <ProblemText text={problem.value} />;
  }
  return (
    <>
      {scatter.value !== null && <ScatterCard scatter={scatter.value} range={range} />}
      {quantiles.value !== null && <QuantileCard quantiles={quantiles.value} range={range} />}
    </>
  );
}

function ScatterCard({
  scatter,
  range,
}: {
  readonly scatter: Scatter;
  readonly range: SquareRange;
}): VNode {
  const { finite, nonFinite, points, density } = scatter;
  const { inA, inB, inBoth } = nonFinite;
  const what =
    density === null
      ? `${counted(finite, 'place')} of the tensor, a point each`
      : `${counted(finite, 'place')} of the tensor, counted in ${BINS} × ${BINS} bins: the darkest has ${count(mostInBin(density))}, colours by the logarithm`;
  const left = [
    inA > 0 ? `${count(inA)} not finite in A alone` : '',
    inB > 0 ? `${count(inB)} not finite in B alone` : '',
    inBoth > 0 ? `${count(inBoth)} in both` : '',
  ].filter((part) => part !== '');
  const note = left.length === 0 ? '' : ` Left out: ${left.join(', ')}.`;
  return (
    <Plot
      title="A against B"
      note={`${what}; dashed where A = B.${note}`}
      range={density ?? withMargin(range)}
      draw={(u, colors) => {
        if (points !== null)
          drawPoints(u, points.a, points.b, strongColor(colors), points.a.length);
        if (density !== null) drawDensity(u, density, strongColor(colors));
      }}
    />
  );
}

function QuantileCard({
  quantiles,
  range,
}: {
  readonly quantiles: Quantiles;
  readonly range: SquareRange;
}): VNode {
  const { a, b, isExact } = quantiles;
  const how = isExact
    ? ''
    : `, each to ${shortNumber((range.high - range.low) / FINE_BINS, 2)}, the width of a bin`;
  return (
    <Plot
      title="Quantiles"
      note={`0th to 100th percentile of the finite values of A against those of B${how}; on the dashed line both are spread alike, wherever each value lies.`}
      range={withMargin(range)}
      draw={(u, colors) =>
        drawPoints(u, Float64Array.from(a), Float64Array.from(b), strongColor(colors), 0)
      }
    />
  );
}

function Plot(props: {
  readonly title: string;
  readonly note: string;
  readonly range: SquareRange;
  readonly draw: (u: uPlot, colors: Look) => void;
}): VNode {
  const { title, note, range, draw } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(box);
  const colors = look.value;
  useEffect(() => {
    const element = box.current;
    if (element === null || width < 80) return undefined;
    const side = { width: Math.min(width, SIZE + 16), height: Math.min(width - 16, SIZE) };
    const chart = squareChart(element, range, side, colors, (u) => draw(u, colors));
    return () => chart.destroy();
  }, [width, colors]);
  return (
    <section class="card" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <div ref={box} class="pairPlot" role="img" aria-label={`${title}. ${note}`} />
      <p class="muted plotNote">{note}</p>
    </section>
  );
}

function strongColor({ dark }: Look): string {
  return cssColor(divergingColor(dark ? 0.8 : 0.92, dark));
}
