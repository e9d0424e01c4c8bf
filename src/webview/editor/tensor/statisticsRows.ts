import { NEAR_ZERO, type Measures } from '../../../core/measure/statistics';
import { count, percentText, shortNumber } from '../../ui/numberFormat';

/** A number of the statistics card, what it means, and where in the tensor it was found. */
export interface StatisticsRow {
  readonly label: string;
  readonly text: string;
  readonly definition: string;
  /** Position in row-major order that a click goes to. */
  readonly at: number | null;
  /** Something is wrong with the tensor if this is not zero. */
  readonly alarming: boolean;
}

const DIGITS = 6;

export function statisticsRows({ statistics: s, quantiles }: Measures): StatisticsRow[] {
  const finite = s.count - s.nan - s.positiveInfinity - s.negativeInfinity;
  const share = (part: number): string => `${count(part)} (${percentText(part, s.count)})`;
  return [
    row('count', count(s.count), 'Number of values, NaN and infinities included'),
    row('min', number(s.min), 'Smallest finite value', s.minAt),
    row('max', number(s.max), 'Largest finite value', s.maxAt),
    row('mean', number(s.mean), `Mean of the ${count(finite)} finite values`),
    row('std', number(s.std), 'Population standard deviation of the finite values (divides by n)'),
    row('RMS', number(s.rms), 'Root mean square: L2 / √n. Unlike L2 it does not grow with size'),
    row('L1', number(finite === 0 ? null : s.l1), 'Sum of |x| over the finite values'),
    row(
      'L2',
      number(finite === 0 ? null : s.l2),
      'Square root of the sum of squares (Frobenius norm)',
    ),
    row('zeros', share(s.zeros), 'Values equal to 0, −0 included'),
    row('near zero', share(s.nearZeros), `Values with |x| < ${NEAR_ZERO} × RMS, zeros included`),
    row(
      'skewness',
      number(s.skewness),
      'Third standardised moment: 0 for a symmetric distribution; n/a for a constant',
    ),
    row(
      'excess kurtosis',
      number(s.excessKurtosis),
      'Population kurtosis − 3: 0 for a normal, −1.2 for a uniform distribution; n/a for a constant',
    ),
    special('NaN', s.nan, 'Values that are not a number'),
    special('+Inf', s.positiveInfinity, 'Values that are plus infinity'),
    special('−Inf', s.negativeInfinity, 'Values that are minus infinity'),
    ...(s.firstNonFiniteAt === null
      ? []
      : [row('first of these', '', 'The first value that is not finite', s.firstNonFiniteAt)]),
    ...quantiles
      .filter(({ q }) => q > 0 && q < 1)
      .map(({ q, value }) =>
        row(
          quantileName(q),
          number(value),
          `${percent(q)} of the finite values are below (linear interpolation)`,
        ),
      ),
  ];
}

function row(
  label: string,
  text: string,
  definition: string,
  at: number | null = null,
): StatisticsRow {
  return { label, text, definition, at, alarming: false };
}

function special(label: string, found: number, definition: string): StatisticsRow {
  return { label, text: count(found), definition, at: null, alarming: found > 0 };
}

function quantileName(q: number): string {
  return q === 0.5 ? 'median' : `q ${percent(q)}`;
}

function percent(q: number): string {
  return `${Number((100 * q).toFixed(2))} %`;
}

function number(value: number | null): string {
  return value === null ? 'n/a' : shortNumber(value, DIGITS).replace('-', '−');
}
