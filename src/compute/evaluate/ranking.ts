import {
  type Calibration,
  calibration,
  CALIBRATION_BINS,
  classCalibration,
} from '../../core/evaluate/calibration';
import { precisionRecallCurve, rocCurve } from '../../core/evaluate/curves';
import { noFigure } from '../../core/evaluate/figure';
import { finiteRows } from '../../core/evaluate/finiteRows';
import { oneVersusRest, type OneVersusRest, ranked } from '../../core/evaluate/oneVersusRest';
import { thinnedCurve } from '../../core/evaluate/thinnedCurve';
import { thresholdSteps } from '../../core/evaluate/thresholdSteps';
import type { ClassCurves } from '../../protocol/evaluation';
import type { Judged } from './judged';

type Classes = Extract<Judged, { kind: 'classes' }>;
type Labels = Extract<Judged, { kind: 'labels' }>;

export function rankedClass({ rows }: Classes, of: number): OneVersusRest {
  return oneVersusRest(rows, of);
}

export function rankedLabel(judged: Labels, of: number): OneVersusRest {
  const { scores, isPositive } = labelScores(judged, of);
  return ranked(scores, isPositive);
}

/** Everything about one class or label that needs all thresholds. */
export function curvesOf(judged: Classes | Labels, of: number): ClassCurves {
  const found = judged.kind === 'classes' ? rankedClass(judged, of) : rankedLabel(judged, of);
  const { counts, rocArea, rocAreaError, averagePrecision } = found;
  const [roc, precisionRecall] = [rocCurve(counts), precisionRecallCurve(counts)];
  return {
    ...{ rocArea, rocAreaError, averagePrecision },
    roc: roc && thinnedCurve(roc),
    precisionRecall: precisionRecall && thinnedCurve(precisionRecall),
    scores: counts.thresholds.length,
    steps: thresholdSteps(counts),
    usual: judged.predictions.border,
    calibration:
      judged.kind === 'classes' ? classCalibration(judged.rows, of) : labelCalibration(judged, of),
  };
}

interface LabelScores {
  readonly scores: Float64Array;
  readonly isPositive: (i: number) => boolean;
}

function labelScores({ predictions: { outputs, truths, names } }: Labels, of: number): LabelScores {
  const columns = names.length;
  const { rows } = finiteRows(truths.length / columns, [{ values: outputs, columns }]);
  return {
    scores: Float64Array.from(rows, (row) => outputs[row * columns + of] ?? 0),
    isPositive: (i) => truths[(rows[i] ?? 0) * columns + of] === 1,
  };
}

function labelCalibration(judged: Labels, of: number): Calibration {
  const { scores, isPositive } = labelScores(judged, of);
  if (scores.some((score) => score < 0 || score > 1))
    return { bins: [], error: noFigure('The outputs are no probabilities.') };
  return calibration({ confidence: scores, happened: isPositive }, CALIBRATION_BINS);
}
