import type { OutputDifference, OutputRow } from '../core/compare/outputDifference';
import type { WeightValues } from '../core/format/weightSource';
import type { Method } from './channel';
import type { ChosenData, DataHostApi } from './dataPage';
import type { BackendReport } from './engine';
import type { EvaluatedPart, EvaluationReport, PredictedOutput } from './evaluation';
import type { PathPoint } from './path';
import type { LossName, MetricName } from './training';

/** A row that two models see differently, as the file has it. */
export interface DifferentRow extends OutputRow {
  /** Of the table, counted from 1. */
  readonly line: number;
  /** Counted from 1, null where each row has one answer. */
  readonly place: number | null;
  /** The true class, null where there are no classes. */
  readonly actual: number | null;
  readonly cells: readonly (string | null)[];
}

/** What two models say in one output. */
export interface OutputComparison {
  readonly name: string;
  /** Of its classes; null where it names none. */
  readonly classes: readonly string[] | null;
  readonly difference: Omit<OutputDifference, 'listed'>;
  readonly listed: readonly DifferentRow[];
}

export interface OutputsComparison {
  /** Of the table, for `DifferentRow.cells`. */
  readonly columns: readonly string[];
  readonly outputs: readonly OutputComparison[];
  readonly a: EvaluationReport;
  readonly b: EvaluationReport;
}

/** What the data worker serves for a comparison: it has the rows and what is true of them. */
export interface OutputPairsApi {
  /** @throws ModelMismatchError where outputs and targets do not fit. */
  compareOutputs: Method<
    {
      readonly prepared: number;
      readonly part: EvaluatedPart;
      readonly a: readonly PredictedOutput[];
      readonly b: readonly PredictedOutput[];
    },
    OutputsComparison,
    { readonly fraction: number }
  >;
}

/** The two models of a comparison as a training process takes them. Only the host asks. */
export interface SideValuesApi {
  /** model.json of a side. */
  sideText: Method<{ readonly side: 'a' | 'b' }, { readonly text: string }>;
  /** Elements [start, end) of a weight of a side, by its own index. */
  sideValues: Method<
    {
      readonly side: 'a' | 'b';
      readonly weight: number;
      readonly start: number;
      readonly end: number;
    },
    WeightValues
  >;
  /**
   * What B has for a weight of A.
   * @throws ModelMismatchError where it has nothing for it.
   */
  partnerValues: Method<
    { readonly weight: number; readonly start: number; readonly end: number },
    WeightValues
  >;
}

/** Of a side over all rows, in inference mode. */
export interface SideMeasures {
  /** Of the data alone: penalties of regularizers stand apart. */
  readonly loss: number;
}

export interface Behaviour extends OutputsComparison {
  readonly rows: number;
  /** Rows that lack values. */
  readonly lacking: number;
  readonly measures: { readonly a: SideMeasures; readonly b: SideMeasures };
  readonly backend: BackendReport;
}

export interface BehaviourProgress {
  readonly stage: 'loading' | 'preparing' | 'predicting' | 'judging';
  readonly fraction: number;
}

/** What that part of the page begins with. */
export interface BehaviourStart {
  /** One for each output, as A's file has them or as its outputs suggest. */
  readonly losses: readonly LossName[];
  /** What is measured beside the loss, of the first output. */
  readonly metric: MetricName;
  /** What the user should know of the model, a sentence each. */
  readonly notes: readonly string[];
}

/** What the host serves to the page of a comparison for what the models do, beside their weights. */
export interface BehaviourHostApi extends DataHostApi {
  /** Runs A, which tells what data has to fit. */
  startBehaviour: Method<null, BehaviourStart, { readonly fraction: number }>;
  /** What both models say of the rows. @throws with one sentence where data and a model do not fit. */
  behaviour: Method<ChosenData, Behaviour, BehaviourProgress>;
  /** Measures loss and metric at `points` equal steps from A to B. @throws ModelMismatchError where B lacks a weight of A. */
  path: Method<
    { readonly chosen: ChosenData; readonly metric: MetricName; readonly points: number },
    readonly PathPoint[],
    PathPoint
  >;
}
