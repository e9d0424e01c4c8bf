import type { Histogram, Measures } from '../../../core/measure/statistics';
import { joinedBins } from '../../tensor/histogramBars';
import { nonFiniteTexts, statisticsRows } from '../../tensor/statisticsRows';

/** One statistic of A and of B. */
export interface BothRow {
  readonly label: string;
  readonly definition: string;
  readonly a: string;
  readonly b: string;
}

const NON_FINITE = 'NaN, ±Inf';

/** The same statistics of both, in the order of the editor's card. */
export function bothRows(a: Measures, b: Measures): BothRow[] {
  const ofB = new Map(statisticsRows(b).map((row) => [row.label, row]));
  const rows = statisticsRows(a)
    .filter(({ label }) => label !== NON_FINITE)
    .map(({ label, text, definition }): BothRow => {
      const other = ofB.get(label);
      const isSame = other === undefined || other.definition === definition;
      return {
        label,
        definition: isSame ? definition : `A: ${definition}. B: ${other.definition}`,
        a: text,
        b: other?.text ?? 'n/a',
      };
    });
  const nonFinite = ({ statistics }: Measures): string =>
    nonFiniteTexts(statistics).join(', ') || 'none';
  return [
    ...rows,
    {
      label: NON_FINITE,
      definition: 'Values that are NaN or infinite; the other numbers leave them out',
      a: nonFinite(a),
      b: nonFinite(b),
    },
  ];
}

/** From the smallest finite value of either to the largest; null where nothing is finite. */
export function sharedRange(
  a: Measures,
  b: Measures,
): { readonly low: number; readonly high: number } | null {
  const ends = [a, b].flatMap(({ statistics: { min, max } }) => [min, max]);
  const finite = ends.filter((end) => end !== null);
  return finite.length === 0 ? null : { low: Math.min(...finite), high: Math.max(...finite) };
}

/** Two histograms over the same range in as many bars as the fuller one is shown in. */
export function sharedBars(
  a: Histogram,
  b: Histogram,
): { readonly a: Float64Array; readonly b: Float64Array } {
  const bars = Math.max(joinedBins(a).counts.length, joinedBins(b).counts.length);
  return { a: joinTo(a.counts, bars), b: joinTo(b.counts, bars) };
}

function joinTo(counts: Float64Array, bars: number): Float64Array {
  const joined = new Float64Array(bars);
  counts.forEach((n, i) => {
    const bar = Math.floor((i * bars) / counts.length);
    joined[bar] = (joined[bar] ?? 0) + n;
  });
  return joined;
}
