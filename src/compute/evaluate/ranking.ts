import { areasOf } from '../../core/evaluate/areas';
import {
  type Calibration,
  calibration,
  CALIBRATION_BINS,
  classCalibration,
} from '../../core/evaluate/calibration';
import { scoresOf } from '../../core/evaluate/classRows';
import { precisionRecallCurve, rocCurve } from '../../core/evaluate/curves';
import { noFigure } from '../../core/evaluate/figure';
import { oneVersusRest, type OneVersusRest, ranked } from '../../core/evaluate/oneVersusRest';
import { thinnedCurve } from '../../core/evaluate/thinnedCurve';
import { thresholdSteps } from '../../core/evaluate/thresholdSteps';
import type { ClassCurves, Ranked } from '../../protocol/evaluation';
import type { Judged } from './judged';

type Classes = Extract<Judged, { kind: 'classes' }>;
type Labels = Extract<Judged, { kind: 'labels' }>;

/** Of one class against the rest. */
export function classAreas({ rows }: Classes, of: number): Ranked {
  return areasOf(scoresOf(rows, of), (i) => rows.labels[i] === of);
}

export function labelAreas(judged: Labels, of: number): Ranked {
  const { scores, isPositive } = labelScores(judged, of);
  return areasOf(scores, isPositive);
}

/** Everything about one class or label that needs all thresholds. */
export function curvesOf(judged: Classes | Labels, of: number): ClassCurves {
  const found =
    judged.kind === 'classes' ? oneVersusRest(judged.rows, of) : rankedLabel(judged, of);
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

function rankedLabel(judged: Labels, of: number): OneVersusRest {
  const { scores, isPositive } = labelScores(judged, of);
  return ranked(scores, isPositive);
}

interface LabelScores {
  readonly scores: Float64Array;
  readonly isPositive: (i: number) => boolean;
}

function labelScores({ predictions, kept: { rows } }: Labels, of: number): LabelScores {
  const { outputs, truths, names } = predictions;
  const columns = names.length;
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
