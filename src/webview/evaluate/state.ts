import { computed, signal } from '@preact/signals';
import type { LossName } from '../../core/dataset/lossNames';
import type { EvaluateProgress, EvaluateStart, Evaluation } from '../../protocol/evaluatePage';
import { DataState } from '../data/dataState';
import { host } from './host';
import { type RowsChoice, USUAL_ROWS } from './rowsChoice';
import type { Shown } from './shown';

/** Null until the host has said it. */
export const begin = signal<EvaluateStart | null>(null);

/** 0 to 1 while the model is loaded for the first time, else null. */
export const loading = signal<number | null>(null);

/** One for each output: they say what the targets are and how answers are judged. */
export const losses = signal<readonly LossName[]>([]);

export const data = new DataState(host, 'evaluation', losses);

/** Which rows of the data are evaluated. */
export const rowsChoice = signal<RowsChoice>(USUAL_ROWS);

/** Which rows the last training kept for validation, where it was of the same data. */
export const trainedSplit = computed(() => {
  const { source, validation } = begin.value?.trainedWith ?? {};
  return source !== undefined && source === data.rows.value?.source.uri ? validation : undefined;
});

/** Null before the first. */
export const evaluation = signal<Evaluation | null>(null);

/** What was chosen when that was asked for, to be said beside it. */
export interface Asked {
  readonly file: string;
  readonly rows: RowsChoice;
  readonly losses: readonly LossName[];
}

export const asked = signal<Asked | null>(null);

/** While an evaluation runs, else null. */
export const progress = signal<EvaluateProgress | null>(null);

/** Why the last thing asked for was not done. */
export const error = signal<string | null>(null);

/** Index of the output that is shown. */
export const output = signal(0);

/** The class, label or column whose curves are shown, and what is known of it. */
export const shown = signal<Shown | null>(null);

export const outputReport = computed(() => evaluation.value?.report.outputs[output.value]);
