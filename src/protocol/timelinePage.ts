import type { Method } from './channel';
import type { TimelineApi } from './timeline';

/** By name: numbers in names count as numbers. By time: of the last change of model.json. */
export const STEP_ORDERS = ['name', 'time'] as const;
export type StepOrder = (typeof STEP_ORDERS)[number];

/** A checkpoint, as people tell it from the others. */
export interface StepName {
  readonly name: string;
  /** Milliseconds since 1970, 0 where the file system tells none. */
  readonly changed: number;
}

export interface TimelineStart {
  /** Its address, which the page keeps for a window that is loaded again. */
  readonly uri: string;
  /** From the workspace's folder. */
  readonly folder: string;
  readonly steps: readonly StepName[];
}

/** What the host serves to the page of a timeline. */
export interface TimelineHostApi extends TimelineApi {
  /** Looks for checkpoints anew and puts them in order; to be asked before `run`. */
  start: Method<{ readonly order: StepOrder }, TimelineStart>;
  /** Opens the comparison of two steps. */
  compare: Method<{ readonly a: number; readonly b: number }, null>;
  /** Asks where to, then writes the table. */
  saveCsv: Method<{ readonly text: string }, null>;
  /** A failure that the page itself met; goes to the log. */
  report: Method<{ readonly message: string; readonly stack: string }, null>;
}
