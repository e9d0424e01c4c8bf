import { batch, computed, effect, signal, untracked } from '@preact/signals';
import type { StructureChange } from '../../core/compare/structure';
import type { Comparison, PairDifference, PairLine } from '../../core/compare/comparison';
import type { ComparisonOverview } from '../../protocol/compare';
import type { CompareStart, KeptComparison } from '../../protocol/comparePage';
import { persisted } from '../ui/persisted';
import { track } from '../ui/track';
import { alignedComparison } from './align/alignState';
import { isKept } from './kept';
import { compareItems, type Order, ORDERS } from './items';

/** Grows each time both models are to be opened anew. */
export const openRequests = signal(0);

/** Which models these are; null until the host has said it. */
export const start = signal<CompareStart | null>(null);

/** What the host needs to show the page again after the window was closed. */
export const compared = persisted<KeptComparison | null>('compared', null, isKept);

/** All that was read of the two model.json. */
export interface Opened {
  readonly overview: ComparisonOverview;
  readonly lines: readonly PairLine[];
  readonly structure: readonly StructureChange[];
}

export const opened = signal<Opened | null>(null);

/** Grows each time both models have been opened: what was fetched before is stale. */
export const generation = signal(0);

/** Calls `forget` now and each time both models have been opened anew: what is known was said of others. */
export function whenReopened(forget: () => void): void {
  effect(() => {
    track(generation);
    untracked(() => batch(forget));
  });
}

/** Why the models cannot be compared. */
export const error = signal<string | null>(null);

/** Why the last thing asked for was not done. */
export const refusal = signal<string | null>(null);

/** Whether tensors of B are on their way to A. */
export const copying = signal(false);

/** What the comparison of each pair came to, as far as it has come. */
export const results = signal<ReadonlyMap<number, PairDifference>>(new Map());

export type Pass = 'running' | 'stopped' | 'done';
export const pass = signal<Pass>('stopped');
/** 0 to 1, by values. */
export const fraction = signal(0);

export const order = persisted<Order>('compare.order', 'difference', (value): value is Order =>
  ORDERS.some((one) => one === value),
);

export const filterText = persisted(
  'compare.filter',
  '',
  (value): value is string => typeof value === 'string',
);

/** What is compared: the weights, what the models do, or which unit is which. */
const VIEWS = ['weights', 'outputs', 'units'] as const;
export type View = (typeof VIEWS)[number];

export const view = persisted<View>('compare.view', 'weights', (value): value is View =>
  VIEWS.some((one) => one === value),
);

/** Whose values the grid shows. */
export const GRID_SIDES = ['all', 'a', 'b', 'change'] as const;
type GridSide = (typeof GRID_SIDES)[number];

export const gridSide = persisted<GridSide>('compare.grid', 'all', (value): value is GridSide =>
  GRID_SIDES.some((one) => one === value),
);

/** Whether the grid leaves out what is the same in A and B. */
export const changedOnly = persisted(
  'compare.changedOnly',
  false,
  (value): value is boolean => typeof value === 'boolean',
);

/** Name in A of the pair that is shown; '' for the first. */
export const selectedName = persisted(
  'compare.pair',
  '',
  (value): value is string => typeof value === 'string',
);

/** Grows each time the table is to bring the selected pair into sight, for it has just been made. */
export const reveals = signal(0);

export const items = computed(() =>
  compareItems(opened.value?.lines ?? [], results.value, order.value, filterText.value),
);

export const selected = computed<PairLine | undefined>(() => {
  const lines = opened.value?.lines ?? [];
  return lines.find(({ name }) => name === selectedName.value);
});

/** All that is known, for a file; null until both models are open. */
export function comparison(): Comparison | null {
  const [sides, both] = [start.peek(), opened.peek()];
  if (sides === null || both === null) return null;
  return { sides, ...both, results: results.peek(), aligned: alignedComparison() };
}
