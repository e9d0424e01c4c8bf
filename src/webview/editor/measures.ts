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

/** More weights than these are measured in one pass over all: it takes fewer messages. */
const MOST_ALONE = 32;

/** Measures these weights anew, for edits have changed their values; what was known of them stays on show until then. */
export function measureChanged(weights: ReadonlySet<number>): void {
  if (weights.size === 0 || pass.value === 'idle' || pass.value === 'failed') return;
  if (pass.value === 'running' || weights.size > MOST_ALONE) {
    running?.abort();
    running = undefined;
    pass.value = 'idle';
    measureEverything();
    return;
  }
  for (const weight of weights) void measureOne(weight);
}

/** The last request for each weight: an answer to an earlier one is of values that were. */
const latest = new Map<number, object>();

async function measureOne(weight: number): Promise<void> {
  const request = {};
  latest.set(weight, request);
  let found: WeightMeasure;
  try {
    found = { weight, statistics: (await host.measure({ weight })).statistics };
  } catch (error) {
    if (isCancelled(error)) return;
    found = { weight, problem: sentence(error) };
  }
  if (latest.get(weight) !== request) return;
  latest.delete(weight);
  measures.value = new Map(measures.value).set(weight, found);
}

/** Forgets all results, for the files have changed; a pass that was under way or done begins anew. */
export function measureAnew(): void {
  const wanted = pass.value !== 'idle' && pass.value !== 'stopped';
  running?.abort();
  running = undefined;
  latest.clear();
  measures.value = new Map();
  passFraction.value = 0;
  pass.value = 'idle';
  if (wanted) measureEverything();
}
