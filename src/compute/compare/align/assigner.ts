import { assign } from '../../../core/align/assign';
import { CancelledError, type Method } from '../../../protocol/channel';
import { startThread, type Thread } from '../../thread';

/** Finds for each row of a square matrix the column; see `core/align/assign`. */
export type Assign = (profit: Float64Array, units: number) => Promise<Uint32Array>;

/** What a thread is started with that assigns units. */
export interface AssignStart {
  readonly assigns: true;
}

export interface AssignApi {
  assign: Method<{ readonly profit: Float64Array; readonly units: number }, Uint32Array>;
}

export const ASSIGN_API: AssignApi = {
  assign: ({ profit, units }) => Promise.resolve(assign(profit, units)),
};

/** Takes some milliseconds at most, less than sending it to a thread. */
const FEW_UNITS = 128;

/**
 * Assigns on a thread of its own, as that cannot be interrupted: a request that is taken back ends the thread.
 * @param script Path of the bundled worker.ts; without it everything is done here.
 */
export async function withAssigner<Result>(
  script: string | undefined,
  signal: AbortSignal,
  work: (assigner: Assign) => Promise<Result>,
): Promise<Result> {
  let thread: Thread<AssignApi> | undefined;
  const end = (): void => thread?.dispose(new CancelledError());
  signal.addEventListener('abort', end, { once: true });
  try {
    return await work(async (profit, units) => {
      if (script === undefined || units <= FEW_UNITS) return assign(profit, units);
      const start: AssignStart = { assigns: true };
      thread ??= startThread<AssignApi>(script, start, {
        name: 'weightscope align',
        what: 'The process that matches units',
      });
      return thread.remote.assign({ profit, units }, { signal });
    });
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}
