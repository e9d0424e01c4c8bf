import { type ClassRows, scoresOf } from './classRows';
import { averagePrecision, rocArea, rocAreaError } from './curves';
import { type Figure, type Judged, meanOf } from './figure';
import { type ThresholdCounts, thresholdCounts } from './thresholdCounts';

/** One class against all others, at every threshold; curves come from `counts`. */
export interface OneVersusRest {
  readonly counts: ThresholdCounts;
  readonly rocArea: Judged;
  readonly rocAreaError: Figure;
  readonly averagePrecision: Judged;
}

/** Sorts all rows: whoever wants every one of many classes lets others have their turn in between. */
export function oneVersusRest(rows: ClassRows, of: number): OneVersusRest {
  return ranked(scoresOf(rows, of), (i) => rows.labels[i] === of);
}

/** The same of any scores: a column of a model whose classes do not exclude each other. */
export function ranked(scores: Float64Array, isPositive: (i: number) => boolean): OneVersusRest {
  const counts = thresholdCounts(scores, isPositive);
  const area = rocArea(counts);
  return {
    counts,
    rocArea: area,
    rocAreaError: rocAreaError(area.found, counts.positives, counts.negatives),
    averagePrecision: averagePrecision(counts),
  };
}

/** Unweighted means over the classes that have the number (average='macro', multi_class='ovr'). */
export interface MacroFigures {
  readonly rocArea: Figure;
  readonly averagePrecision: Figure;
  /** Classes in each mean, which scikit-learn refuses where one has no rows. */
  readonly rocClasses: number;
  readonly precisionClasses: number;
}

export function macroFigures(
  classes: readonly Pick<OneVersusRest, 'rocArea' | 'averagePrecision'>[],
): MacroFigures {
  const areas = classes.map(({ rocArea: { found } }) => found);
  const precisions = classes.map(({ averagePrecision: { found } }) => found);
  const existing = (figures: readonly Figure[]): number =>
    figures.filter(({ value }) => value !== null).length;
  return {
    rocArea: meanOf(areas, 'No class has both rows of its own and others.'),
    averagePrecision: meanOf(precisions, 'No class has rows.'),
    rocClasses: existing(areas),
    precisionClasses: existing(precisions),
  };
}
