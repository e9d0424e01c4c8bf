import { batch, effect, untracked } from '@preact/signals';
import { track } from '../ui/track';
import { host, isCancelled, sentence } from './host';
import * as state from './state';

let running: AbortController | undefined;

/** Compares all checkpoints, now and whenever another order or a new look is wanted. */
export function keepOpen(): void {
  effect(() => {
    track(state.requests);
    track(state.order);
    untracked(() => void run());
  });
}

export function stop(): void {
  running?.abort();
}

async function run(): Promise<void> {
  running?.abort();
  const controller = new AbortController();
  const { signal } = controller;
  running = controller;
  batch(() => {
    state.results.value = [];
    state.fraction.value = 0;
    state.error.value = null;
  });
  try {
    const start = await host.start({ order: state.order.value }, { signal });
    batch(() => {
      state.start.value = start;
      state.kept.value = start.uri;
    });
    await host.run(null, {
      signal,
      onProgress: ({ tensors, results, fraction }) => {
        if (signal.aborted) return;
        batch(() => {
          if (tensors !== undefined) state.tensors.value = tensors;
          if (results.length > 0) state.results.value = [...state.results.value, ...results];
          state.fraction.value = fraction;
        });
      },
    });
  } catch (failure) {
    if (running === controller && !isCancelled(failure)) state.error.value = sentence(failure);
  } finally {
    if (running === controller) state.fraction.value = null;
  }
}
