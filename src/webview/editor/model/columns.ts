import type { Statistics } from '../../../core/measure/statistics';
import type { WeightLine, WeightMeasure } from '../../../protocol/model';
import { count, percentText, shortNumber } from '../../ui/numberFormat';

/** A column of the table of all weights. */
export interface Column {
  readonly id: string;
  readonly title: string;
  /** What the number is, for the header's tooltip. */
  readonly definition: string;
  readonly numeric: boolean;
  /** Whether it comes from the statistics, so that it fills while they are computed. */
  readonly measured: boolean;
  /** What rows are sorted by; null where there is none (yet), which comes last in either direction. */
  readonly key: (line: WeightLine, statistics: Statistics | undefined) => number | string | null;
  readonly text: (line: WeightLine, statistics: Statistics | undefined) => string;
}

export const COLUMNS: readonly Column[] = [
  words('name', 'Name', 'Name of the weight in the manifest', (line) => line.name),
  words('role', 'Role', 'What the weight is to its layer', (line) => line.role),
  words('shape', 'Shape', 'Sizes of the axes, outermost first', (line) => line.shape),
  words('dtype', 'Dtype', 'Type of the values as they are shown', (line) => line.dtype),
  {
    id: 'parameters',
    title: 'Params',
    definition: 'Number of values in the weight',
    numeric: true,
    measured: false,
    key: (line) => line.parameters,
    text: (line) => count(line.parameters),
  },
  {
    id: 'nonFinite',
    title: 'NaN/Inf',
    definition:
      'Number of values that are NaN or infinite; Min, Max, Mean, Std and RMS leave them out',
    numeric: true,
    measured: true,
    key: (_, all) => (all === undefined ? null : nonFinite(all)),
    text: (_, all) => (all === undefined ? '' : count(nonFinite(all))),
  },
  measured('min', 'Min', 'Smallest finite value', (all) => all.min),
  measured('max', 'Max', 'Largest finite value', (all) => all.max),
  measured('mean', 'Mean', 'Mean of the finite values', (all) => all.mean),
  measured(
    'std',
    'Std',
    'Population standard deviation of the finite values (divides by n)',
    (all) => all.std,
  ),
  measured(
    'rms',
    'RMS',
    'Root mean square of the finite values: their typical size, whatever the sign',
    (all) => all.rms,
  ),
  {
    id: 'zeros',
    title: 'Zeros',
    definition: 'Share of the values that are exactly 0, -0 included',
    numeric: true,
    measured: true,
    key: (_, all) => (all === undefined || all.count === 0 ? null : all.zeros / all.count),
    text: (_, all) =>
      all === undefined || all.count === 0 ? '' : percentText(all.zeros, all.count),
  },
];

function nonFinite(all: Statistics): number {
  return all.nan + all.positiveInfinity + all.negativeInfinity;
}

export function statisticsOf(measure: WeightMeasure | undefined): Statistics | undefined {
  return measure !== undefined && 'statistics' in measure ? measure.statistics : undefined;
}

/** Whether values are NaN or infinite, as far as they could be measured. */
export function isBroken(measure: WeightMeasure | undefined): boolean {
  const statistics = statisticsOf(measure);
  return statistics !== undefined && nonFinite(statistics) > 0;
}

function words(
  id: string,
  title: string,
  definition: string,
  text: (line: WeightLine) => string,
): Column {
  return { id, title, definition, numeric: false, measured: false, key: text, text };
}

function measured(
  id: string,
  title: string,
  definition: string,
  value: (all: Statistics) => number | null,
): Column {
  const key = (_: WeightLine, all: Statistics | undefined): number | null =>
    all === undefined ? null : value(all);
  return {
    id,
    title,
    definition,
    numeric: true,
    measured: true,
    key,
    text: (line, all) => {
      const found = key(line, all);
      return found === null ? (all === undefined ? '' : '–') : shortNumber(found);
    },
  };
}
