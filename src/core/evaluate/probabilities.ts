import { classCounts, type ClassRows, probability } from './classRows';
import { type Figure, figure, type Judged, noFigure, NO_ROWS } from './figure';

/** What a float32 softmax of many classes is off by is far less; logits are off by far more. */
const MOST_SUM_ERROR = 1e-3;

/** The spacing of float32 at 1, by which log_loss clips probabilities of that type. */
const LEAST_PROBABILITY = 2 ** -23;

/** Null where the outputs are probabilities, else a sentence that says why not. */
export function notProbabilities({ outputs, columns, kept }: ClassRows): string | null {
  for (const row of kept.rows) {
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      const output = outputs[row * columns + column] ?? 0;
      sum += output;
      if (output < 0 || output > 1)
        return `The outputs are no probabilities: row ${row + 1} has ${Number(output.toPrecision(4))}.`;
    }
    if (columns > 1 && Math.abs(sum - 1) > MOST_SUM_ERROR)
      return `The outputs are no probabilities: those of row ${row + 1} add up to ${Number(sum.toPrecision(4))}.`;
  }
  return null;
}

export interface ProbabilityFigures {
  /** Mean of −ln of the probability of the true class (log_loss). Its baseline is the entropy of the shares. */
  readonly logLoss: Judged;
  /**
   * Mean squared distance to the truth as 0 and 1, 0 to 1 for two classes, 0 to 2 for more
   * (brier_score_loss with scale_by_half='auto'; Brier 1950).
   */
  readonly brier: Judged;
}

/** The baseline gives every row the shares of the classes in these rows: the best that one answer can do. */
export function probabilityFigures(rows: ClassRows): ProbabilityFigures {
  const why = rows.labels.length === 0 ? NO_ROWS : notProbabilities(rows);
  const total = rows.labels.length;
  const shares = classCounts(rows).map((count) => count / total);
  const scale = shares.length === 2 ? 0.5 : 1;
  const sharesFigure = (value: number): Figure => (total === 0 ? noFigure(NO_ROWS) : figure(value));
  const judged = (found: () => number, baseline: number): Judged => ({
    found: why === null ? figure(found() / total) : noFigure(why),
    baseline: sharesFigure(baseline),
    baselineIs: 'the shares of the classes as probabilities',
  });
  return {
    logLoss: judged(
      () => logLossSum(rows),
      shares.reduce((sum, share) => sum - (share > 0 ? share * Math.log(share) : 0), 0),
    ),
    brier: judged(
      () => scale * squaresSum(rows),
      scale * (1 - shares.reduce((sum, share) => sum + share * share, 0)),
    ),
  };
}

function logLossSum(rows: ClassRows): number {
  let sum = 0;
  rows.labels.forEach((label, i) => {
    const given = probability(rows, i, label);
    sum -= Math.log(Math.min(1 - LEAST_PROBABILITY, Math.max(LEAST_PROBABILITY, given)));
  });
  return sum;
}

function squaresSum(rows: ClassRows): number {
  let sum = 0;
  rows.labels.forEach((label, i) => {
    for (let of = 0; of < rows.names.length; of++)
      sum += (probability(rows, i, of) - Number(of === label)) ** 2;
  });
  return sum;
}
