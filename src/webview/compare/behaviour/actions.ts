import { batch, effect } from '@preact/signals';
import { host, isCancelled, report, sentence } from '../host';
import { generation } from '../state';
import { begin, data, error, found, losses, progress, walk } from './state';

/** As in Git Re-Basin: fewer points understate a barrier. */
const POINTS = 25;

let running: AbortController | undefined;

/** Starts A, which tells what rows it takes, and the form of data. */
export async function start(): Promise<void> {
  await attempt(async (signal) => {
    const started = await host.startBehaviour(null, { signal });
    batch(() => {
      losses.value = started.losses;
      begin.value = started;
    });
    await data.start();
  });
}

/** What was found of other models is not shown beside these. */
export function forgetWhenOthers(): void {
  effect(() => {
    if (generation.value === 0) return;
    running?.abort();
    batch(() => {
      found.value = null;
      walk.value = null;
    });
  });
}

/** Runs both models on the rows that are chosen. */
export async function compareOutputs(): Promise<void> {
  const chosen = data.value.peek();
  if (chosen === null) return;
  await attempt(async (signal) => {
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
  if (chosen === null) return;
  const asked = { of: POINTS, losses: chosen.choice.losses };
  walk.value = { ...asked, points: [], isRunning: true };
  await attempt(async (signal) => {
    const { points } = await host.path(
      { chosen, points: POINTS },
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

async function attempt(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  running?.abort();
  const controller = new AbortController();
  running = controller;
  error.value = null;
  try {
    await work(controller.signal);
  } catch (failure) {
    if (isCancelled(failure) || controller.signal.aborted) return;
    report(failure);
    error.value = sentence(failure);
  }
}
