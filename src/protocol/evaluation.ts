import type { Calibration } from '../core/evaluate/calibration';
import type { ClassFigures, OverallFigures } from '../core/evaluate/classFigures';
import type { Curve } from '../core/evaluate/curves';
import type { Figure, Judged } from '../core/evaluate/figure';
import type { LabelFigures } from '../core/evaluate/labelFigures';
import type { Baseline } from '../core/evaluate/lossBaseline';
import type { MacroFigures } from '../core/evaluate/oneVersusRest';
import type { ProbabilityFigures } from '../core/evaluate/probabilities';
import type { Regression } from '../core/evaluate/regression';
import type { ThresholdSteps } from '../core/evaluate/thresholdSteps';
import type { Histogram } from '../core/measure/statistics';
import type { Method } from './channel';

/** Which rows of what `DataApi.prepare` gave. */
export type EvaluatedPart = 'training' | 'validation';

/** What a model says of every row that was prepared, as the engine gives it. */
export interface PredictedOutput {
  /** Of one row. */
  readonly shape: readonly number[];
  /** Row after row. */
  readonly values: Float32Array;
}

interface JudgedOutput {
  readonly name: string;
  /** Answers a row: 1, or as many as the steps of a sequence that the model answers each. */
  readonly places: number;
  /** Answers that are judged. */
  readonly judged: number;
  /** A sentence on those that are not, null where there are none. */
  readonly leftOut: string | null;
  /** The loss of the best constant answer. */
  readonly lossBaseline: Baseline;
}

/** Of one class against the rest, over all thresholds. */
export interface Ranked {
  readonly rocArea: Judged;
  readonly rocAreaError: Figure;
  readonly averagePrecision: Judged;
}

/** Rows by true and named class, of the classes that are shown. */
export interface ConfusionMatrix {
  /** Indices of classes, rising: all, or of many those with the most mistakes. */
  readonly classes: readonly number[];
  /** True class after true class, of each the named ones. */
  readonly counts: Float64Array;
}

export interface Confused {
  readonly actual: number;
  readonly named: number;
  readonly rows: number;
}

/** One class is right in each row. */
export interface ClassReport extends JudgedOutput {
  readonly kind: 'classes';
  readonly names: readonly string[];
  /** The class that a single output is sure of, null where each class has an output of its own. */
  readonly positive: number | null;
  readonly overall: OverallFigures;
  readonly probabilities: ProbabilityFigures;
  readonly classes: readonly ClassFigures[];
  /** One for each class. */
  readonly ranked: readonly Ranked[];
  readonly macro: MacroFigures;
  /** Of the class that the model names. */
  readonly calibration: Calibration;
  readonly matrix: ConfusionMatrix;
  /** The most frequent mistakes, the most frequent first. */
  readonly confused: readonly Confused[];
}

/** Each label is right or wrong by itself. */
export interface LabelReport extends JudgedOutput {
  readonly kind: 'labels';
  readonly names: readonly string[];
  readonly figures: Omit<LabelFigures, 'classes'>;
  readonly classes: readonly ClassFigures[];
  readonly ranked: readonly Ranked[];
  readonly macro: MacroFigures;
}

export type NumberFigures = Pick<Regression, 'mae' | 'rmse' | 'r2' | 'bias'>;

export interface NumberReport extends JudgedOutput {
  readonly kind: 'numbers';
  readonly names: readonly string[];
  /** Of the first columns; those of the others come with their plots. */
  readonly columns: readonly NumberFigures[];
}

export type OutputReport = ClassReport | LabelReport | NumberReport;

export interface EvaluationReport {
  readonly rows: number;
  /** In the order of the model's outputs. */
  readonly outputs: readonly OutputReport[];
}

/** One class or label against the rest. */
export interface ClassCurves extends Ranked {
  /** Null where one class alone has rows. Long ones are thinned to what a chart can show. */
  readonly roc: Curve | null;
  readonly precisionRecall: Curve | null;
  /** Scores that occur, each once: steps of the whole curves. */
  readonly scores: number;
  readonly steps: ThresholdSteps;
  /** From here on the model says yes where nobody moves the threshold. */
  readonly usual: number;
  readonly calibration: Calibration;
}

/** Predicted against true numbers of one column. */
export interface NumberPlots {
  readonly figures: NumberFigures;
  /** Of the rows that are drawn. */
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  /** Rows of the table, counted from 1. */
  readonly rows: Uint32Array;
  readonly judged: number;
  /** True − predicted of all judged rows; null where there are none. */
  readonly residuals: Histogram | null;
}

/** Some rows of the table, and what the model says of them. */
export interface CellRows {
  readonly total: number;
  readonly names: readonly string[];
  readonly rows: readonly {
    /** Counted from 1, as the file has them. */
    readonly row: number;
    /** Counted from 1, null where each row has one answer. */
    readonly place: number | null;
    /** Output of the class that the model names, or the only one. */
    readonly named: number;
    /** Output of the true class; null where there is one output for both. */
    readonly actual: number | null;
    readonly cells: readonly (string | null)[];
  }[];
}

interface Of {
  readonly prepared: number;
  readonly output: number;
}

/** What the data worker serves beside `DataApi`: it has the targets, so they stay there. */
export interface EvaluationApi {
  /**
   * Judges what the model said of the rows that were prepared; its answers are kept until `release`.
   * @throws ModelMismatchError where outputs and targets do not fit.
   */
  judge: Method<
    {
      readonly prepared: number;
      readonly part: EvaluatedPart;
      readonly outputs: readonly PredictedOutput[];
    },
    EvaluationReport,
    { readonly fraction: number }
  >;
  curves: Method<Of & { readonly of: number }, ClassCurves>;
  plots: Method<Of & { readonly column: number }, NumberPlots>;
  /** Rows [start, end) of those of a true class that the model names so. */
  rowsOf: Method<
    Of & {
      readonly actual: number;
      readonly named: number;
      readonly start: number;
      readonly end: number;
    },
    CellRows
  >;
  /**
   * A line for each row, with all digits.
   * @param target Absolute path of a file that is written whole or not at all; null has the text itself.
   */
  predictionsCsv: Method<
    Of & { readonly column: number; readonly target: string | null },
    { readonly text: string | null }
  >;
}
