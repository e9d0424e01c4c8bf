import { seedProblem } from '../../core/dataset/split';
import { count } from '../ui/numberFormat';
import type { Form } from './form';

/** A field that a sentence can stand beside. */
export type FormField =
  | 'learningRate'
  | 'momentum'
  | 'batchSize'
  | 'epochs'
  | 'seed'
  | 'patience'
  | 'minDelta'
  | 'classWeights'
  | 'frozen';

export type FormProblems = Readonly<Partial<Record<FormField, string>>>;

/** What the numbers of a form are held against. */
export interface FormBounds {
  /** Rows that the model takes at once, where that is fixed. */
  readonly batch: number | null;
  /** Classes of the only output; 0 where it has none. */
  readonly classes: number;
  /** Whether some layer is left to train. */
  readonly trains: boolean;
}

/** Years of training are a slip of the finger. */
const MOST_EPOCHS = 100_000;
const MOST_BATCH = 1_000_000;

/** Why the form cannot be started, each beside its field; empty where it can. */
export function formProblems(form: Form, { batch, classes, trains }: FormBounds): FormProblems {
  const problems: Partial<Record<FormField, string | undefined>> = {
    learningRate:
      form.learningRate > 0 && Number.isFinite(form.learningRate)
        ? undefined
        : 'The learning rate must be a number above 0, such as 0.001.',
    momentum:
      form.optimizer !== 'momentum' || (form.momentum >= 0 && form.momentum < 1)
        ? undefined
        : 'Momentum must be from 0 to below 1, such as 0.9.',
    batchSize:
      batch !== null && form.batchSize !== batch
        ? `The model takes exactly ${count(batch)} rows at once.`
        : whole(form.batchSize, 1, MOST_BATCH, 'The batch size'),
    epochs: whole(form.epochs, 1, MOST_EPOCHS, 'The number of epochs'),
    seed: seedProblem(form.seed),
    patience: form.stopsEarly
      ? whole(form.patience, 1, MOST_EPOCHS, 'Patience, in epochs,')
      : undefined,
    minDelta:
      !form.stopsEarly || (form.minDelta >= 0 && Number.isFinite(form.minDelta))
        ? undefined
        : 'The least change of the loss must be a number from 0.',
    classWeights: weightsProblem(form.classWeights, classes),
    frozen: trains ? undefined : 'Every layer is frozen: leave at least one to be trained.',
  };
  return Object.fromEntries(
    Object.entries(problems).filter(([, sentence]) => sentence !== undefined),
  );
}

function whole(value: number, least: number, most: number, what: string): string | undefined {
  if (Number.isInteger(value) && value >= least && value <= most) return undefined;
  return `${what} must be a whole number from ${count(least)} to ${count(most)}.`;
}

function weightsProblem(weights: readonly number[] | null, classes: number): string | undefined {
  if (weights === null) return undefined;
  if (weights.length !== classes)
    return `There are ${count(weights.length)} class weights for ${count(classes)} classes.`;
  if (weights.every((weight) => weight >= 0 && Number.isFinite(weight)))
    return weights.some((weight) => weight > 0)
      ? undefined
      : 'All class weights are 0: nothing would be learnt.';
  return 'Class weights must be numbers from 0.';
}
