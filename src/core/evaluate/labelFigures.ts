import type { ClassFigures } from './classFigures';
import { type FiniteRows, finiteRows, type Floats } from './finiteRows';
import { figure, type Judged, meanOf, noFigure, NO_ROWS, ratio } from './figure';

/** Outputs that each say yes or no by themselves: a row may have several labels, or none. */
export interface LabelPredictions {
  /** Rows × names, row after row. */
  readonly outputs: Floats;
  /** 1 where the row has the label. */
  readonly truths: Uint8Array;
  readonly names: readonly string[];
  /** An output from here on says yes. */
  readonly border: number;
}

/** The rows whose outputs are finite. */
export function labelRows({ outputs, truths, names }: LabelPredictions): FiniteRows {
  const columns = names.length;
  return finiteRows(truths.length / Math.max(1, columns), [{ values: outputs, columns }]);
}

export interface LabelFigures {
  readonly classes: readonly ClassFigures[];
  /** Share of rows that have exactly the labels that the model names (accuracy_score of multilabel data). */
  readonly allRight: Judged;
  /** Share of all answers of yes or no that are right: 1 − hamming_loss. */
  readonly answersRight: Judged;
  /** Mean F1 of the labels that are true or named somewhere. */
  readonly macroF1: Judged;
}

/**
 * The baseline answers for each label what more rows have, always.
 * @param kept as `labelRows` gives them.
 */
export function labelFigures(
  { outputs, truths, names, border }: LabelPredictions,
  kept: FiniteRows,
): LabelFigures {
  const columns = names.length;
  const tallies = names.map(() => ({ rows: 0, named: 0, right: 0 }));
  let [allRight, answersRight] = [0, 0];
  for (const row of kept.rows) {
    let wrong = 0;
    tallies.forEach((tally, i) => {
      const actual = truths[row * columns + i] === 1;
      const named = (outputs[row * columns + i] ?? NaN) >= border;
      if (actual) tally.rows++;
      if (named) tally.named++;
      if (actual && named) tally.right++;
      if (actual !== named) wrong++;
    });
    if (wrong === 0) allRight++;
    answersRight += columns - wrong;
  }
  const total = kept.rows.length;
  const usual = tallies.map(({ rows }) => 2 * rows > total);
  let usualRight = 0;
  for (const row of kept.rows)
    if (usual.every((yes, i) => (truths[row * columns + i] === 1) === yes)) usualRight++;
  const mostAnswers = tallies.reduce((sum, { rows }) => sum + Math.max(rows, total - rows), 0);
  const baselineIs = 'for each label what more rows have, always';
  const classes = tallies.map(({ rows, named, right }, i) => ({
    ...{ name: names[i] ?? '', rows, named, right },
    precision: ratio(right, named, `The model never names ${names[i] ?? ''}.`),
    recall: ratio(right, rows, `No row has the label ${names[i] ?? ''}.`),
    f1: ratio(2 * right, rows + named, `No row has ${names[i] ?? ''}, and none is named so.`),
  }));
  const usualF1 = tallies.map(({ rows }, i) =>
    usual[i] === true
      ? figure((2 * rows) / (rows + total))
      : rows > 0
        ? figure(0)
        : noFigure(NO_ROWS),
  );
  return {
    classes,
    allRight: {
      found: ratio(allRight, total, NO_ROWS),
      baseline: ratio(usualRight, total, NO_ROWS),
      baselineIs,
    },
    answersRight: {
      found: ratio(answersRight, total * columns, NO_ROWS),
      baseline: ratio(mostAnswers, total * columns, NO_ROWS),
      baselineIs,
    },
    macroF1: {
      found: meanOf(
        classes.map(({ f1 }) => f1),
        NO_ROWS,
      ),
      baseline: meanOf(usualF1, NO_ROWS),
      baselineIs,
    },
  };
}
