import { useSignal } from '@preact/signals';
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { look } from '../tensor/look';
import { useElementSize } from '../ui/elementSize';
import { shortNumber } from '../ui/numberFormat';
import { drawLines, type LineChart } from './lineChart';

const HEIGHT = 190;

/** A chart over epochs or checkpoints, with a legend that tells the values under the pointer, else the newest. */
export function Chart({
  title,
  note,
  chart,
  children,
}: {
  readonly title: string;
  /** What the numbers are, in a sentence. */
  readonly note: string;
  readonly chart: LineChart;
  /** Beside the title. */
  readonly children?: ComponentChildren;
}): VNode {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<ReturnType<typeof drawLines>>(null);
  const { width } = useElementSize(box);
  const pointed = useSignal<readonly (number | null)[] | null>(null);
  const colors = look.value;
  // Only the values of the same lines can be put in place of others.
  const kind = JSON.stringify([
    chart.logarithmic,
    chart.lines.map(({ label, color, points }) => [label, color, points]),
  ]);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || width === 0) return undefined;
    const made = drawLines(element, chart, { width, height: HEIGHT }, colors, (at) => {
      pointed.value = at;
    });
    drawn.current = made;
    return () => made.destroy();
  }, [kind, width, colors]);
  useEffect(() => drawn.current?.update(chart), [chart]);
  return (
    <figure class="retrainChart">
      <figcaption>
        <span class="retrainChartHead">
          <b>{title}</b>
          {children}
        </span>
        <span class="retrainDim">{note}</span>
      </figcaption>
      {/* Its numbers are in the table beneath and in the legend. */}
      <div ref={box} class="retrainPlot" aria-hidden="true" />
      <ul class="retrainLegend" aria-label={`Newest values of ${title}`}>
        {chart.lines.map(({ label, color, dash, y }, i) => (
          <li key={label}>
            <svg width="22" height="8" aria-hidden="true">
              <line
                x1="0"
                x2="22"
                y1="4"
                y2="4"
                stroke={color}
                stroke-width="2"
                stroke-dasharray={dash?.join(' ')}
              />
            </svg>
            <bdi>{label}</bdi>
            <span class="retrainValue">{valueText(pointed.value?.[i] ?? y.at(-1))}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

function valueText(value: number | null | undefined): string {
  return value == null ? '' : shortNumber(value);
}
