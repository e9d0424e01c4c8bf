import { effect, untracked } from '@preact/signals';
import type { SourceInfo } from '../../protocol/inject';
import { attempts } from '../ui/failures';
import { track } from '../ui/track';
import { skippedOf, stepOf, stepsOf } from './choices';
import { host, isCancelled, report, sentence } from './host';
import { planRequests } from './requests';
import * as state from './state';

const attempt = attempts(state.error, report);

/** Milliseconds without another change after which a preview is asked for. */
const REST_MS = 120;

let planning: AbortController | undefined;
let previewing: AbortController | undefined;
let applying: AbortController | undefined;

/** Asks what the page begins with, then keeps plan and preview up to date. */
export async function start(): Promise<void> {
  await attempt(async () => {
    const { target, sources, base } = await host.start(null);
    state.target.value = target;
    state.sources.value = sources;
    state.base.value = base;
  });
  effect(() => {
    track(planRequests);
    void makePlan(state.sources.value, state.base.value);
  });
  effect(() => {
    track(state.quantized);
    const row = state.selectedRow.value;
    const step = row === undefined ? null : stepOf({ ...row, included: row.reason === null });
    previewing?.abort();
    if (step === null) state.preview.value = null;
    else untracked(() => askPreview(step));
  });
}

async function makePlan(sources: readonly SourceInfo[], base: SourceInfo | null): Promise<void> {
  planning?.abort();
  const controller = new AbortController();
  planning = controller;
  await attempt(async () => {
    const { lines, staleOptimizer } = await host.plan(
      { sources: sources.map(({ id }) => id), base: base?.id ?? null },
      { signal: controller.signal },
    );
    state.lines.value = lines;
    state.staleOptimizer.value = staleOptimizer;
    const known = lines.some(({ target }) => target.weight === state.selected.value);
    if (!known)
      state.selected.value = lines.find(({ from }) => from !== null)?.target.weight ?? null;
  });
}

function askPreview(step: NonNullable<ReturnType<typeof stepOf>>): void {
  const controller = new AbortController();
  previewing = controller;
  const { target } = step;
  const quantized = state.quantized.value;
  const before = state.preview.value;
  const shown = before?.target === target ? before.result : null;
  state.preview.value = { target, result: shown, problem: null };
  const ask = async (): Promise<void> => {
    try {
      const request = { step, base: state.base.value?.id ?? null, quantized };
      const result = await host.previewStep(request, { signal: controller.signal });
      state.preview.value = { target, result, problem: null };
    } catch (failure) {
      if (isCancelled(failure)) return;
      state.preview.value = { target, result: null, problem: sentence(failure) };
    }
  };
  // While somebody types a number, or walks through the rows, nothing is read.
  const timer = setTimeout(() => void ask(), shown === null && before === null ? 0 : REST_MS);
  controller.signal.addEventListener('abort', () => clearTimeout(timer));
}

export async function addSource(): Promise<void> {
  await attempt(async () => {
    const source = await host.chooseSource({ as: 'source' });
    if (source !== null) state.sources.value = [...state.sources.value, source];
  });
}

export async function chooseBase(): Promise<void> {
  await attempt(async () => {
    const source = await host.chooseSource({ as: 'base' });
    if (source !== null) state.base.value = source;
  });
}

export async function removeSource(id: number): Promise<void> {
  await attempt(async () => {
    await host.removeSource({ source: id });
    // What was chosen by hand from it is gone with it.
    state.choices.value = new Map(
      [...state.choices.value].map(([target, choice]) => [
        target,
        choice.line?.from?.source === id ? { ...choice, line: undefined } : choice,
      ]),
    );
    state.sources.value = state.sources.value.filter((source) => source.id !== id);
  });
}

/** Asks for the weight that goes into one of the target. */
export async function remap(target: number, name: string): Promise<void> {
  await attempt(async () => {
    const line = await host.chooseWeight({ target, name });
    if (line !== null) state.choose([target], { line, include: undefined, overlap: undefined });
  });
}

export async function apply(): Promise<void> {
  applying?.abort();
  const controller = new AbortController();
  applying = controller;
  state.applying.value = 0;
  await attempt(async () => {
    const rows = state.rows.value;
    const request = {
      steps: stepsOf(rows),
      skipped: skippedOf(rows),
      quantized: state.quantized.value,
      keepReceipt: state.keepReceipt.value,
    };
    const { changed } = await host.apply(request, {
      signal: controller.signal,
      onProgress: ({ fraction }) => {
        if (state.applying.value !== null) state.applying.value = fraction;
      },
    });
    if (!changed) state.error.value = 'The model holds these values already: nothing was changed.';
  });
  state.applying.value = null;
}

export function cancel(): void {
  applying?.abort();
}

export function showModel(): void {
  host.showModel(null).catch(report);
}
