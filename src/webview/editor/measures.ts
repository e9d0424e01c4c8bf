import { computed, signal } from '@preact/signals';
import type { WeightMeasure } from '../../protocol/model';
import { largestFinite } from './largestFinite';
import { host, isCancelled, sentence } from './host';

export type Pass = 'idle' | 'running' | 'stopped' | 'done' | 'failed';

/** Results of the pass over all weights so far, by weight. */
export const measures = signal<ReadonlyMap<number, WeightMeasure>>(new Map());
export const pass = signal<Pass>('idle');
/** 0 to 1, by bytes. */
export const passFraction = signal(0);
export const passError = signal<string | null>(null);

/**
 * Largest finite |value| over all readable weights, the scale on which they can be compared; null
 * until every weight has been measured. `measureEverything` fetches it.
 */
export const wholeModelScale = computed(() =>
  pass.value === 'done' ? largestFinite(measures.value.values()) : null,
);

let running: AbortController | undefined;

/** Measures every weight in the background, once; calling it again while it runs or when it is done does nothing. */
export function measureEverything(): void {
  if (pass.value === 'running' || pass.value === 'done') return;
  const controller = new AbortController();
  running = controller;
  pass.value = 'running';
  passError.value = null;
  passFraction.value = 0;
  host
    .measureAll(null, {
      signal: controller.signal,
      onProgress: ({ measured, fraction }) => {
        if (controller.signal.aborted) return;
        const next = new Map(measures.value);
        for (const measure of measured) next.set(measure.weight, measure);
        measures.value = next;
        passFraction.value = fraction;
      },
    })
    .then(
      () => {
        if (running === controller) pass.value = 'done';
      },
      (error: unknown) => {
        if (running !== controller) return;
        pass.value = isCancelled(error) ? 'stopped' : 'failed';
        passError.value = isCancelled(error) ? null : sentence(error);
      },
    );
}

/** Stops the pass and keeps what it has found. */
export function stopMeasuring(): void {
  running?.abort();
}

/** Forgets all results, for the files have changed; a pass that was under way or done begins anew. */
export function measureAnew(): void {
  const wanted = pass.value !== 'idle' && pass.value !== 'stopped';
  running?.abort();
  running = undefined;
  measures.value = new Map();
  passFraction.value = 0;
  pass.value = 'idle';
  if (wanted) measureEverything();
}
