import { computed, effect, signal, untracked } from '@preact/signals';
import { persisted } from '../../ui/persisted';
import { report } from '../host';
import { overview, selectedWeight } from '../state';
import {
  applyToggles,
  type Base,
  baseCollapsed,
  type Expansion,
  isExpansion,
  toggle,
  UNTOUCHED,
} from './expansion';
import { filtered, narrowed } from './filter';
import { findPath, pathOf } from './rows';
import { ancestors, fingerprint, hasChildren, type TreeShape, treeShape } from './treeShape';
import { MODEL_ROW } from './treeKeys';
import { visibleRows } from './visibleRows';

const skeleton = computed(() => overview.value?.tree ?? null);
export const shape = computed(() => (skeleton.value === null ? null : treeShape(skeleton.value)));
const structure = computed(() => (skeleton.value === null ? '' : fingerprint(skeleton.value)));

const expansion = persisted<Expansion>('expansion', UNTOUCHED, isExpansion);

const ownCollapsed = computed(() => {
  if (shape.value === null) return new Uint8Array();
  const { base, tree, toggled } = expansion.value;
  return tree === structure.value
    ? applyToggles(
        shape.value,
        base,
        toggled.map(({ row }) => row),
      )
    : baseCollapsed(shape.value, base);
});

/** 1 for each collapsed row; while a filter is on it has its own. */
export const collapsed = computed(() => narrowed.value?.collapsed ?? ownCollapsed.value);

/** Rows on show, from top to bottom; the model's own row comes before them. */
export const visible = computed(() =>
  shape.value === null
    ? new Uint32Array()
    : visibleRows(shape.value, collapsed.value, narrowed.value?.kept ?? null),
);

/** The row that the keyboard acts on. */
export const focusedRow = signal(MODEL_ROW);

const rowOfWeight = computed(() => {
  const map = new Map<number, number>();
  shape.value?.weight.forEach((weight, row) => {
    if (weight >= 0 && !map.has(weight)) map.set(weight, row);
  });
  return map;
});

export const selectedRow = computed(() =>
  selectedWeight.value === null ? MODEL_ROW : rowOf(selectedWeight.value),
);

/** The row that shows a weight. */
export function rowOf(weight: number): number {
  return rowOfWeight.value.get(weight) ?? MODEL_ROW;
}

/** Rows toggled at once whose names are remembered; a whole level is lost when the file's structure changes. */
const MAX_PATHS = 100;

/** Expands or collapses rows; those that already are so stay. */
export function setExpanded(wanted: readonly number[], expanded: boolean): void {
  const tree = shape.value;
  if (tree === null) return;
  const changing = wanted.filter(
    (row) => hasChildren(tree, row) && (collapsed.value[row] === 1) === expanded,
  );
  if (changing.length === 0) return;
  if (narrowed.value !== null) {
    const next = narrowed.value.collapsed.slice();
    for (const row of changing) next[row] = expanded ? 0 : 1;
    narrowed.value = { ...narrowed.value, collapsed: next };
    return;
  }
  expansion.value = toggle(ofThisTree(), changing);
  if (changing.length <= MAX_PATHS) {
    for (const row of changing) void rememberPath(tree, row).catch(report);
  }
}

/** Collapses or expands every row at once. */
export function setAll(base: Exclude<Base, 'default'>): void {
  expansion.value = { base, tree: structure.value, toggled: [] };
}

/** Expands what hides a row. */
function reveal(row: number): void {
  if (shape.value !== null && row !== MODEL_ROW) setExpanded(ancestors(shape.value, row), true);
}

function ofThisTree(): Expansion {
  const { base, tree } = expansion.value;
  return tree === structure.value ? expansion.value : { base, tree: structure.value, toggled: [] };
}

async function rememberPath(tree: TreeShape, row: number): Promise<void> {
  const path = await pathOf(tree, row);
  if (shape.value !== tree) return;
  const { toggled } = expansion.value;
  expansion.value = {
    ...expansion.value,
    toggled: toggled.map((entry) => (entry.row === row ? { row, path } : entry)),
  };
}

/** After a change of the file's structure, finds the toggled rows again by their names. */
async function followChange(tree: TreeShape): Promise<void> {
  const { base, toggled } = expansion.value;
  const found = await Promise.all(
    toggled.map(async ({ path }) => ({ row: await findPath(tree, path), path })),
  );
  if (shape.value !== tree || expansion.value.tree === structure.value) return;
  expansion.value = {
    base,
    tree: structure.value,
    toggled: found.flatMap(({ row, path }) => (row === undefined ? [] : [{ row, path }])),
  };
}

effect(() => {
  const tree = shape.value;
  untracked(() => {
    if (tree !== null && expansion.value.tree !== structure.value) {
      void followChange(tree).catch(report);
    }
  });
});

/** The selection is always on show, and the keyboard starts from it. */
effect(() => {
  const row = selectedRow.value;
  untracked(() => {
    focusedRow.value = row;
    if (!filtered()) reveal(row);
  });
});
