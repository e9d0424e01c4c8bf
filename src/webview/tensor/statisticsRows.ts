import { NEAR_ZERO, type Measures, type Statistics } from '../../core/measure/statistics';
import { count, numberText, percentText, shortOr } from '../ui/numberFormat';
import { labelDigits } from './histogramBars';

/** A number of the statistics card, what it means, and where in the tensor it was found. */
export interface StatisticsRow {
  readonly label: string;
  readonly text: string;
  readonly definition: string;
  /** The number with all its digits, where the text has fewer. */
  readonly full: string | null;
  /** Position in row-major order that a click goes to. */
  readonly at: number | null;
}

const DIGITS = 6;
/** As many as a float64 holds of any decimal, and so of an int64. */
const MOST_DIGITS = 15;

/** Digits of what lies within the range of the values: all would be 1 where they are 1 and 1.0000001. */
function digitsWithin({ min, max }: Statistics): number {
  const digits = min === null || max === null ? 0 : labelDigits(min, max);
  return Math.min(MOST_DIGITS, Math.max(DIGITS, digits));
}

export function statisticsRows({ statistics: s }: Measures): StatisticsRow[] {
  const finite = finiteCount(s);
  const digits = digitsWithin(s);
  const share = (part: number): string => `${count(part)} (${percentText(part, s.count)})`;
  return [
    row(
      'count',
      count(s.count),
      'Number of values, NaN and infinities included; a complex number has two',
    ),
    numberRow('min', s.min, 'Smallest finite value', digits, s.minAt),
    numberRow('max', s.max, 'Largest finite value', digits, s.maxAt),
    numberRow('mean', s.mean, `Mean of the ${count(finite)} finite values`, digits),
    numberRow('std', s.std, 'Population standard deviation of the finite values (divides by n)'),
    numberRow(
      'RMS',
      s.rms,
      'Root mean square of the finite values: L2 / √n. Unlike L2 it does not grow with size',
    ),
    numberRow('L1', finite === 0 ? null : s.l1, 'Sum of |x| over the finite values'),
    numberRow(
      'L2',
      finite === 0 ? null : s.l2,
      'Square root of the sum of squares of the finite values (Frobenius norm)',
    ),
    row('zeros', share(s.zeros), 'Values equal to 0, -0 included, and their share of all values'),
    row(
      'near zero',
      finite > 0 && s.rms === null ? 'n/a' : share(s.nearZeros),
      `Values with |x| < ${NEAR_ZERO} × RMS, zeros included, and their share of all values`,
    ),
    numberRow(
      'skewness',
      s.skewness,
      'Third standardised moment of the finite values (population): 0 for a symmetric distribution; n/a for a constant',
    ),
    numberRow(
      'excess kurtosis',
      s.excessKurtosis,
      'Population kurtosis of the finite values less 3: 0 for a normal, -1.2 for a uniform distribution; n/a for a constant',
    ),
    ...(finite === s.count
      ? [row('NaN, ±Inf', 'none: all finite', 'No value is NaN or infinite')]
      : []),
  ];
}

/** The kinds of values that are not finite, as far as there are any: "2 NaN", "1 +Inf". */
export function nonFiniteTexts(s: Statistics): string[] {
  const kinds: readonly (readonly [number, string])[] = [
    [s.nan, 'NaN'],
    [s.positiveInfinity, '+Inf'],
    [s.negativeInfinity, '-Inf'],
  ];
  return kinds.filter(([found]) => found > 0).map(([found, name]) => `${count(found)} ${name}`);
}

/** From the smallest share to the largest, ends left out: they are min and max. */
export function quantileRows({ statistics, quantiles }: Measures): StatisticsRow[] {
  const digits = digitsWithin(statistics);
  return quantiles
    .filter(({ q }) => q > 0 && q < 1)
    .map(({ q, value }) =>
      numberRow(
        q === 0.5 ? 'median' : percent(q),
        value,
        `${percent(q)} of the finite values are at or below it; between two values, interpolated linearly as numpy does`,
        digits,
      ),
    );
}

function finiteCount(s: Statistics): number {
  return s.count - s.nan - s.positiveInfinity - s.negativeInfinity;
}

function row(label: string, text: string, definition: string): StatisticsRow {
  return { label, text, definition, full: null, at: null };
}

function numberRow(
  label: string,
  value: number | null,
  definition: string,
  digits = DIGITS,
  at: number | null = null,
): StatisticsRow {
  const text = shortOr(value, digits);
  return { label, text, definition, full: value === null ? null : fullText(value, text), at };
}

function fullText(value: number, short: string): string | null {
  if (Number(short) === value) return null;
  return numberText(value, 'full', Math.fround(value) === value ? 'float32' : 'float64');
}

function percent(q: number): string {
  return `${Number((100 * q).toFixed(2))} %`;
}
