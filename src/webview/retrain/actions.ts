import { effect } from '@preact/signals';
import type { Json } from '../../core/json';
import type { RetrainRequest } from '../../protocol/retrainPage';
import { afterEvent } from '../../protocol/retrainRun';
import { attempts } from '../ui/failures';
import { track } from '../ui/track';
import { data } from './data';
import { restoredForm, usualForm } from './form';
import { changes, host, isCancelled, report, sentence } from './host';
import * as state from './state';

const attempt = attempts(state.error, report);

/** Milliseconds without another change after which memory is estimated and the form is kept. */
const REST_MS = 300;

/** Milliseconds between two pictures of a run: short epochs end faster than they can be drawn. */
const SHOW_MS = 150;

let watching: AbortController | undefined;

/** Loads the model, then keeps everything that depends on the form up to date. */
export async function begin(): Promise<void> {
  state.fatal.value = null;
  state.loading.value = 0;
  try {
    state.start.value = await host.start(null, {
      onProgress: ({ fraction }) => {
        state.loading.value = fraction;
      },
    });
    const { loaded, form } = state.start.value;
    const { layers, defaults } = state;
    if (defaults.value === null) return;
    const frozen = layers.value.filter(({ frozenInFile }) => frozenInFile);
    const usual = usualForm(
      defaults.value,
      loaded,
      frozen.map(({ path }) => path),
    );
    state.form.value = restoredForm(form, usual, new Set(layers.value.map(({ path }) => path)));
  } catch (failure) {
    if (isCancelled(failure)) return;
    report(failure);
    state.fatal.value = sentence(failure);
    return;
  }
  follow();
  // Messages to a hidden page may be lost.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) follow();
  });
  effect(keepForm);
  effect(keepEstimate);
  await data.start();
}

function follow(): void {
  watching?.abort();
  const controller = new AbortController();
  watching = controller;
  let known = state.run.value;
  let showing: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    clearTimeout(showing);
    showing = undefined;
    if (!controller.signal.aborted) state.run.value = known;
  };
  host
    .watch(null, {
      signal: controller.signal,
      onProgress: (event) => {
        if (controller.signal.aborted) return;
        const weights = state.start.value?.loaded.weights ?? [];
        known = afterEvent(known, event, weights);
        if (event.kind === 'run' || event.kind === 'ended') show();
        else showing ??= setTimeout(show, SHOW_MS);
      },
    })
    .catch(report);
}

/** Keeps the form for the next time, once it has rested. */
function keepForm(): (() => void) | undefined {
  const form = state.form.value;
  if (form === null) return undefined;
  const timer = setTimeout(() => {
    // NaN, a number that is being typed, becomes null on the way.
    host.remember({ form: JSON.parse(JSON.stringify(form)) as Json }).catch(report);
  }, REST_MS);
  return () => clearTimeout(timer);
}

function keepEstimate(): (() => void) | undefined {
  track(changes);
  const settings = requestNow()?.settings;
  const rows = data.check.value?.rows;
  if (settings === undefined || rows == null || state.isRunning.value) return undefined;
  const request = { settings, rows };
  const controller = new AbortController();
  const timer = setTimeout(() => void ask(), REST_MS);
  async function ask(): Promise<void> {
    try {
      const found = await host.estimate(request, { signal: controller.signal });
      if (!controller.signal.aborted) state.estimate.value = found;
    } catch (failure) {
      if (!isCancelled(failure)) state.estimate.value = { problem: sentence(failure) };
    }
  }
  return () => {
    clearTimeout(timer);
    controller.abort();
  };
}

/** What would be started now, or null where something is missing or amiss. */
function requestNow(): RetrainRequest | null {
  const { form, settings, problems } = state;
  const chosen = data.value.value;
  if (chosen === null || settings.value === null || form.value === null) return null;
  if (Object.keys(problems.value).length > 0) return null;
  return {
    data: chosen,
    dataNames: {
      rows: data.rows.value?.source.label ?? '',
      validation:
        chosen.validation.kind === 'table' ? validationName(chosen.validation.table) : null,
    },
    settings: settings.value,
    keepPreprocessing: form.value.keepPreprocessing,
    keepOptimizer: form.value.keepOptimizer,
  };
}

/** A second file, or other rows of the same. */
function validationName(table: number): string | null {
  const other = data.validationTable.value;
  return (other?.table === table ? other : data.rows.value)?.source.label ?? null;
}

export async function startTraining(): Promise<void> {
  const request = requestNow();
  if (request === null || state.isRunning.value) return;
  state.isStarting.value = true;
  await attempt(async () => {
    await host.train(request);
  });
  state.isStarting.value = false;
}

export async function control(action: 'pause' | 'resume' | 'stop' | 'cancel'): Promise<void> {
  await attempt(async () => {
    await host.control({ action });
  });
}

export async function balance(): Promise<void> {
  const chosen = data.value.value;
  if (chosen === null) return;
  await attempt(async () => {
    const { weights } = await host.balance(chosen);
    state.change({ classWeights: weights.map((weight) => Number(weight.toPrecision(4))) });
  });
}

/** Asks the host for something that has no answer to be shown. */
export function ask(method: 'compareWithSaved' | 'evaluate' | 'saveRecord'): void {
  void attempt(async () => {
    await host[method](null);
  });
}

export function showModel(weight: number | null): void {
  void attempt(async () => {
    await host.showModel({ weight });
  });
}

export function settle(keep: boolean): void {
  void attempt(async () => {
    await host.settle({ keep });
  });
}
