import { type ClassRows, probability } from './classRows';
import { type Figure, figure, noFigure, NO_ROWS } from './figure';
import { notProbabilities } from './probabilities';

/** Does what the model is 80 % sure of happen 8 times in 10? */
export interface Calibration {
  /** All of equal width; those without rows have null. */
  readonly bins: readonly CalibrationBin[];
  /**
   * Expected calibration error: the mean of |share that happened − mean confidence| over the bins,
   * weighted by their rows (Guo et al. 2017, arXiv 1706.04599, equation 3). It depends on the number of bins.
   */
  readonly error: Figure;
}

export interface CalibrationBin {
  /** Holds what is above `low` and at most `high`; the first holds 0 too (calibration_curve, strategy='uniform'). */
  readonly low: number;
  readonly high: number;
  readonly rows: number;
  readonly confidence: number | null;
  readonly happened: number | null;
}

export const CALIBRATION_BINS = 10;

/** How sure the model is of the class that it names, and whether that is right: Guo's calibration of any number of classes. */
export function namedCalibration(rows: ClassRows, bins = CALIBRATION_BINS): Calibration {
  const { named, labels } = rows;
  return checked(rows, bins, {
    confidence: Float64Array.from(named, (of, i) => probability(rows, i, of)),
    happened: (i) => named[i] === labels[i],
  });
}

/** How sure the model is of one class, and whether a row is of it: the reliability diagram of scikit-learn. */
export function classCalibration(
  rows: ClassRows,
  of: number,
  bins = CALIBRATION_BINS,
): Calibration {
  const { labels } = rows;
  return checked(rows, bins, {
    confidence: Float64Array.from(labels, (_, i) => probability(rows, i, of)),
    happened: (i) => labels[i] === of,
  });
}

interface Claims {
  /** In [0, 1]. */
  readonly confidence: Float64Array;
  readonly happened: (i: number) => boolean;
}

function checked(rows: ClassRows, bins: number, claims: Claims): Calibration {
  const why = rows.labels.length === 0 ? NO_ROWS : notProbabilities(rows);
  return why === null ? calibration(claims, bins) : { bins: [], error: noFigure(why) };
}

/** Of any claims, as of a column whose classes do not exclude each other. */
export function calibration({ confidence, happened }: Claims, bins: number): Calibration {
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => i / bins);
  const sums = Array.from({ length: bins }, () => ({ rows: 0, confidence: 0, happened: 0 }));
  confidence.forEach((value, i) => {
    const bin = sums[binOf(value, edges)];
    if (bin === undefined) return;
    bin.rows++;
    bin.confidence += value;
    if (happened(i)) bin.happened++;
  });
  const gaps = sums.reduce((sum, bin) => sum + Math.abs(bin.happened - bin.confidence), 0);
  return {
    bins: sums.map((bin, i) => ({
      low: edges[i] ?? 0,
      high: edges[i + 1] ?? 1,
      rows: bin.rows,
      confidence: bin.rows === 0 ? null : bin.confidence / bin.rows,
      happened: bin.rows === 0 ? null : bin.happened / bin.rows,
    })),
    error: confidence.length === 0 ? noFigure(NO_ROWS) : figure(gaps / confidence.length),
  };
}

/** By the edges as they are, as multiplying by the number of bins puts 0.29 · 100 below 29. */
function binOf(value: number, edges: Float64Array): number {
  const bins = edges.length - 1;
  let bin = Math.min(bins - 1, Math.max(0, Math.ceil(value * bins) - 1));
  while (bin > 0 && value <= (edges[bin] ?? 0)) bin--;
  while (bin < bins - 1 && value > (edges[bin + 1] ?? 1)) bin++;
  return bin;
}
