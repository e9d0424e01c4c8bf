import { batch } from '@preact/signals';
import { attempts } from '../../ui/failures';
import { host, report } from '../host';
import { whenReopened } from '../state';
import { begin, data, error, found, losses, progress, walk } from './state';

/** As in Git Re-Basin: fewer points understate a barrier. */
const POINTS = 25;

const attempt = attempts(error, report);

let running: AbortController | undefined;

/** Starts A, which tells what rows it takes, and the form of data. */
export async function start(): Promise<void> {
  await alone(async (signal) => {
    const started = await host.startBehaviour(null, { signal });
    batch(() => {
      losses.value = started.losses;
      begin.value = started;
    });
    await data.start();
  });
}

// What was found of other models is not shown beside these.
whenReopened(() => {
  running?.abort();
  begin.value = null;
  found.value = null;
  walk.value = null;
});

/** Runs both models on the rows that are chosen. */
export async function compareOutputs(): Promise<void> {
  const chosen = data.value.peek();
  if (chosen === null) return;
  await alone(async (signal) => {
    found.value = await host.behaviour(chosen, {
      signal,
      onProgress: (value) => {
        if (!signal.aborted) progress.value = value;
      },
    });
  });
  progress.value = null;
}

/** Measures from A to B, a point at a time. */
export async function walkPath(): Promise<void> {
  const chosen = data.value.peek();
  const metric = begin.peek()?.metric;
  if (chosen === null || metric === undefined) return;
  const asked = { of: POINTS, losses: chosen.choice.losses, metric };
  walk.value = { ...asked, points: [], isRunning: true };
  await alone(async (signal) => {
    const points = await host.path(
      { chosen, metric, points: POINTS },
      {
        signal,
        onProgress: (point) => {
          if (signal.aborted) return;
          walk.value = {
            ...asked,
            isRunning: true,
            points: [...(walk.peek()?.points ?? []), point],
          };
        },
      },
    );
    walk.value = { ...asked, points, isRunning: false };
  });
  const now = walk.peek();
  // Given up, what was walked of it says nothing of the whole.
  if (now?.isRunning === true) walk.value = null;
}

export function cancel(): void {
  running?.abort();
}

/** One thing at a time: what still runs is given up. */
async function alone(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  running?.abort();
  const { signal } = (running = new AbortController());
  await attempt(() => work(signal));
}
