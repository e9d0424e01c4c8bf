import type { VNode } from 'preact';
import { type Histogram, HISTOGRAM_BINS, type Measures } from '../../../core/measure/statistics';
import { host } from '../host';
import { PairHistogram } from './pairHistogram';
import { PairPlots } from './pairPlots';
import { bothRows, sharedRange } from './sideBySide';
import type { SquareRange } from './squareChart';
import { ProblemText, useAnswer } from '../../ui/answer';

interface Found {
  readonly a: Measures;
  readonly b: Measures;
  /** Over one range for both; null where nothing is finite, or all is one value. */
  readonly histograms: { readonly a: Histogram; readonly b: Histogram } | null;
  /** From the smallest finite value of either to the largest; null where nothing is finite. */
  readonly range: SquareRange | null;
}

/** Statistics and histograms of A and B beside each other. */
export function PairMeasures({
  pair,
  weight,
}: {
  readonly pair: number;
  readonly weight: number;
}): VNode {
  const { answer: both, problem } = useAnswer((signal) => measureBoth(weight, signal));
  if (problem !== null) {
    return <ProblemText text={problem} />;
  }
  if (both === null) return <p class="muted">Measuring …</p>;
  return (
    <div class="pairMeasures">
      {both.histograms !== null && <PairHistogram a={both.histograms.a} b={both.histograms.b} />}
      <section class="card">
        <h3>Statistics</h3>
        <table class="bothTable">
          <thead>
            <tr>
              <td />
              <th scope="col">A</th>
              <th scope="col">B</th>
            </tr>
          </thead>
          <tbody>
            {bothRows(both.a, both.b).map(({ label, definition, a, b }) => (
              <tr key={label} title={definition}>
                <th scope="row">{label}</th>
                <td>{a}</td>
                <td>{b}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {both.range !== null && both.range.low < both.range.high && (
        <PairPlots pair={pair} weight={weight} range={both.range} />
      )}
    </div>
  );
}

async function measureBoth(weight: number, signal: AbortSignal): Promise<Found> {
  const [a, b] = await Promise.all([
    host.measure({ weight, of: 'stored' }, { signal }),
    host.measure({ weight, of: 'edited' }, { signal }),
  ]);
  const range = sharedRange(a, b);
  if (range === null || range.low === range.high) return { a, b, range, histograms: null };
  const [ofA, ofB] = await Promise.all(
    (['stored', 'edited'] as const).map((of) =>
      host.histogram({ weight, ...range, bins: HISTOGRAM_BINS, of }, { signal }),
    ),
  );
  const histograms = ofA === undefined || ofB === undefined ? null : { a: ofA, b: ofB };
  return { a, b, range, histograms };
}
