import type { VNode } from 'preact';
import type { Histogram } from '../../core/measure/statistics';
import type { StepPreview } from '../../protocol/inject';
import { count, shortNumber } from '../ui/numberFormat';
import { preview } from './state';

/** What the selected row would change. */
export function PreviewCard(): VNode {
  const shown = preview.value;
  if (shown?.problem != null) {
    return (
      <p class="injectConflict" role="alert">
        <bdi>{shown.problem}</bdi>
      </p>
    );
  }
  const result = shown?.result ?? null;
  if (result === null) return <p class="injectDim">Reading both tensors …</p>;
  return (
    <div aria-live="polite">
      <dl class="injectFacts">
        <Fact term="Relative change" title="‖after − before‖ / ‖before‖">
          {changeText(result)}
        </Fact>
        <Fact term="Norm" title="Square root of the sum of squares of the finite values">
          {shortNumber(result.normBefore)} → {shortNumber(result.normAfter)}
        </Fact>
        <Fact term="Values changed">
          {count(result.changed)} of {count(result.values)}
        </Fact>
        {result.nonFinite > 0 && (
          <Fact term="NaN or infinite after">
            <span class="injectConflict">{count(result.nonFinite)}</span>
          </Fact>
        )}
      </dl>
      {result.before !== null && result.after !== null && (
        <>
          <Bars name="Before" histogram={result.before} most={peak(result)} kind="before" />
          <Bars name="After" histogram={result.after} most={peak(result)} kind="after" />
          <p class="injectRange" aria-hidden="true">
            <span>{shortNumber(result.before.low)}</span>
            <span>{shortNumber(result.before.high)}</span>
          </p>
        </>
      )}
    </div>
  );
}

function changeText({ relativeChange, changed, normBefore }: StepPreview): string {
  if (changed === 0) return 'none: the values are the same';
  if (relativeChange === null) return normBefore === 0 ? 'n/a (all zeros before)' : 'n/a';
  return `${shortNumber(100 * relativeChange)} %`;
}

function peak({ before, after }: StepPreview): number {
  let most = 1;
  for (const histogram of [before, after])
    for (const bin of histogram?.counts ?? []) most = Math.max(most, bin);
  return most;
}

const WIDTH = 256;
const HEIGHT = 56;

/** A histogram as bars, on one scale with its neighbour. */
function Bars({
  name,
  histogram: { low, high, counts },
  most,
  kind,
}: {
  readonly name: string;
  readonly histogram: Histogram;
  readonly most: number;
  readonly kind: 'before' | 'after';
}): VNode {
  const width = WIDTH / counts.length;
  return (
    <figure class={`injectBars ${kind}`}>
      <figcaption>{name}</figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={barsText(name, low, high, counts)}
      >
        {[...counts].map((bin, i) => {
          const height = bin === 0 ? 0 : Math.max(1, (bin / most) * HEIGHT);
          return (
            <rect key={i} x={i * width} y={HEIGHT - height} width={width * 0.9} height={height} />
          );
        })}
      </svg>
    </figure>
  );
}

function barsText(name: string, low: number, high: number, counts: Float64Array): string {
  let fullest = 0;
  counts.forEach((bin, i) => {
    if (bin > (counts[fullest] ?? 0)) fullest = i;
  });
  const step = (high - low) / counts.length;
  return `${name}: most values lie near ${shortNumber(low + (fullest + 0.5) * step)}, between ${shortNumber(low)} and ${shortNumber(high)}.`;
}

function Fact({
  term,
  title,
  children,
}: {
  readonly term: string;
  readonly title?: string;
  readonly children: preact.ComponentChildren;
}): VNode {
  return (
    <div title={title}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
