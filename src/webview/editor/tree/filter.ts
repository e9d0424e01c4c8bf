import { effect, signal, untracked } from '@preact/signals';
import { persisted } from '../../ui/persisted';
import { host, isCancelled, report } from '../host';
import { generation, overview } from '../state';
import { treeShape } from './treeShape';
import { narrow, type Narrowed } from './visibleRows';

/** What stands in the filter box. */
export const filterText = persisted(
  'filter',
  '',
  (value): value is string => typeof value === 'string',
);

/** The tree as the filter leaves it; null while no filter is on. */
export const narrowed = signal<Narrowed | null>(null);

/** Rows that match; null while no filter is on. */
export const matchCount = signal<number | null>(null);

export function filtered(): boolean {
  return narrowed.value !== null;
}

/** Typing pauses this long (ms) before the tree is narrowed. */
const PAUSE = 80;

let running: AbortController | undefined;

async function run(text: string): Promise<void> {
  running?.abort();
  const controller = new AbortController();
  running = controller;
  if (text === '') {
    narrowed.value = null;
    matchCount.value = null;
    return;
  }
  try {
    const matches = await host.filter({ text }, { signal: controller.signal });
    const tree = overview.value?.tree;
    if (tree === undefined) return;
    narrowed.value = narrow(treeShape(tree), matches);
    matchCount.value = matches.length;
  } catch (error) {
    if (!isCancelled(error)) report(error);
  }
}

effect(() => {
  const text = filterText.value.trim();
  const opened = generation.value;
  if (opened === 0) return undefined;
  const timer = setTimeout(() => void run(text), text === '' ? 0 : PAUSE);
  return () => clearTimeout(timer);
});

/** Shows the whole tree again. */
export function clearFilter(): void {
  untracked(() => (filterText.value = ''));
}
