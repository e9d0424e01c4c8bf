import { batch, effect, untracked } from '@preact/signals';
import type { PairLine } from '../../core/compare/comparison';
import { type HandPair, swappedPairs } from '../../core/model/match/handPairs';
import { attempts } from '../ui/failures';
import { track } from '../ui/track';
import { host, isCancelled, report, sentence } from './host';
import * as state from './state';

export const attempt = attempts(state.refusal, report);

/** Lines of the table fetched at once: a message of some hundred kilobytes. */
const PAGE = 2000;

let opening: AbortController | undefined;
let comparing: AbortController | undefined;
/** Whether the pass that comes is because of what the person paired or copied. */
let revealsNext = false;

/** What the person paired, left in A and right in B. */
export function handPairs(): readonly HandPair[] {
  return state.compared.peek()?.hand ?? [];
}

/** Compares with other pairs made by hand, which a window that is loaded again has too. */
export function keepHandPairs(hand: readonly HandPair[]): void {
  const kept = state.compared.peek();
  if (kept === null) return;
  batch(() => {
    revealsNext = true;
    state.compared.value = { ...kept, hand };
    state.openRequests.value++;
  });
}

/** Opens both models, now and whenever their files have changed. */
export function keepOpen(): void {
  effect(() => {
    track(state.openRequests);
    untracked(() => void open());
  });
}

async function open(): Promise<void> {
  opening?.abort();
  endPass();
  const controller = new AbortController();
  const { signal } = controller;
  opening = controller;
  try {
    const start = await host.start(null, { signal });
    batch(() => {
      state.start.value = start;
      state.compared.value = { a: start.a.uri, b: start.b.uri, hand: handPairs() };
    });
    const overview = await host.openBoth({ hand: handPairs() }, { signal });
    const [lines, structure] = await Promise.all([
      allLines(overview.pairs, signal),
      host.structure(null, { signal }),
    ]);
    if (signal.aborted) return;
    batch(() => {
      state.opened.value = { overview, lines, structure };
      state.results.value = new Map();
      state.error.value = null;
      state.generation.value++;
    });
    compare();
  } catch (failure) {
    if (!isCancelled(failure) && !signal.aborted) state.error.value = sentence(failure);
  }
}

async function allLines(pairs: number, signal: AbortSignal): Promise<readonly PairLine[]> {
  const lines: PairLine[] = [];
  for (let start = 0; start < pairs; start += PAGE) {
    lines.push(...(await host.pairLines({ start, end: start + PAGE }, { signal })));
  }
  return lines;
}

/** Compares all pairs; what is known stays, and rows fill in as results come. */
export function compare(): void {
  comparing?.abort();
  const controller = new AbortController();
  const { signal } = controller;
  comparing = controller;
  state.pass.value = 'running';
  state.fraction.value = 0;
  const finish = (pass: state.Pass): void => {
    if (comparing !== controller) return;
    state.pass.value = pass;
    // The first look goes to what differs most.
    const [first] = state.items.value.filter((item) => 'line' in item);
    if (state.selected.value === undefined && first !== undefined)
      state.selectedName.value = first.line.name;
    if (revealsNext) {
      revealsNext = false;
      state.reveals.value++;
    }
  };
  host
    .compareAll(null, {
      signal,
      onProgress: (progress) => {
        if (signal.aborted) return;
        const next = new Map(state.results.value);
        for (const found of progress.compared) next.set(found.pair, found);
        batch(() => {
          state.results.value = next;
          state.fraction.value = progress.fraction;
        });
      },
    })
    .then(
      () => finish('done'),
      (failure: unknown) => {
        if (comparing === controller && !isCancelled(failure)) {
          state.error.value = sentence(failure);
        }
        finish('stopped');
      },
    );
}

/** What it selects and shows at its end is of models that are not compared any more. */
function endPass(): void {
  comparing?.abort();
  comparing = undefined;
  state.pass.value = 'stopped';
}

export function stop(): void {
  comparing?.abort();
}

export function select({ name }: Pick<PairLine, 'name'>): void {
  state.selectedName.value = name;
}

/** Gives A what B has for this pair, or for all of its layer. */
export function copyToA({ pair, name, nameInB }: PairLine, layer: boolean): void {
  void attempt(async () => {
    batch(() => {
      state.copying.value = true;
      // The button that was pressed cannot keep the focus: it is out of use, then made anew.
      state.reveals.value++;
    });
    try {
      await host.copyToA({ pair, name, nameInB, layer });
      revealsNext = true;
    } finally {
      state.copying.value = false;
    }
  });
}

let swapping = false;

/** A becomes B; the same pair stays in sight. */
export function swap(): void {
  if (swapping) return;
  swapping = true;
  opening?.abort();
  endPass();
  const shown = state.selected.value;
  const kept = state.compared.value;
  host
    .swap(null)
    .then(() => {
      batch(() => {
        state.opened.value = null;
        state.results.value = new Map();
        state.selectedName.value = shown?.nameInB ?? '';
        if (kept !== null)
          state.compared.value = { a: kept.b, b: kept.a, hand: swappedPairs(kept.hand) };
        state.openRequests.value++;
      });
    }, report)
    .finally(() => {
      swapping = false;
    });
}
