import { actualCount, cellCount, type Confusion } from './confusion';
import { type Figure, type Judged, meanOf, noFigure, NO_ROWS, ratio } from './figure';

/** One class against the rest, at the class that the model names. */
export interface ClassFigures {
  readonly name: string;
  /** Rows that are of this class. */
  readonly rows: number;
  /** Rows that the model names this class. */
  readonly named: number;
  readonly right: number;
  /** right / named. */
  readonly precision: Figure;
  /** right / rows. */
  readonly recall: Figure;
  /** 2 · right / (rows + named), the harmonic mean of both. */
  readonly f1: Figure;
}

/** As scikit-learn defines them, except that what it calls 0 with a warning is null with a reason here. */
export function classFigures(
  confusion: Confusion,
  names: readonly string[],
): readonly ClassFigures[] {
  return names.map((name, of) => {
    const rows = actualCount(confusion, of);
    const named = confusion.namedCounts[of] ?? 0;
    const right = cellCount(confusion, of, of);
    return {
      ...{ name, rows, named, right },
      precision: ratio(right, named, `The model never names the class ${name}.`),
      recall: ratio(right, rows, `No row is of class ${name}.`),
      f1: ratio(2 * right, rows + named, `No row is of class ${name}, and none is named so.`),
    };
  });
}

/** Over all classes. */
export interface OverallFigures {
  /** Share of rows whose class is named. */
  readonly accuracy: Judged;
  /** Mean recall of the classes that have rows (balanced_accuracy_score). */
  readonly balancedAccuracy: Judged;
  /** Mean F1 of the classes that are true or named somewhere (f1_score, average='macro'). */
  readonly macroF1: Judged;
  /** Correlation of truth and prediction, −1 to 1 (matthews_corrcoef, after Gorodkin 2004). */
  readonly matthews: Judged;
}

/** The baseline names the most frequent class of these rows always: no model that never looks does better. */
export function overallFigures(classes: readonly ClassFigures[]): OverallFigures {
  const total = classes.reduce((sum, { rows }) => sum + rows, 0);
  const right = classes.reduce((sum, one) => sum + one.right, 0);
  const present = classes.filter(({ rows }) => rows > 0).length;
  const most = classes.reduce<ClassFigures | null>(
    (best, one) => (best === null || one.rows > best.rows ? one : best),
    null,
  );
  const majority = most?.rows ?? 0;
  const baselineIs = total === 0 ? 'no rows' : `always the class ${most?.name ?? ''}`;
  const judged = (found: Figure, baseline: Figure): Judged => ({ found, baseline, baselineIs });
  return {
    accuracy: judged(ratio(right, total, NO_ROWS), ratio(majority, total, NO_ROWS)),
    balancedAccuracy: judged(
      meanOf(
        classes.map(({ recall }) => recall),
        NO_ROWS,
      ),
      ratio(1, present, NO_ROWS),
    ),
    macroF1: judged(
      meanOf(
        classes.map(({ f1 }) => f1),
        NO_ROWS,
      ),
      ratio(2 * majority, (majority + total) * present, NO_ROWS),
    ),
    matthews: judged(
      matthews(classes, right, total),
      noFigure('A constant has no correlation with anything.'),
    ),
  };
}

function matthews(classes: readonly ClassFigures[], right: number, total: number): Figure {
  let both = right * total;
  let actual = total * total;
  let named = total * total;
  for (const one of classes) {
    both -= one.rows * one.named;
    actual -= one.rows * one.rows;
    named -= one.named * one.named;
  }
  if (total === 0) return noFigure(NO_ROWS);
  if (actual === 0) return noFigure('All rows are of one class.');
  return ratio(both, Math.sqrt(actual) * Math.sqrt(named), 'The model names one class always.');
}
