import { hasChildren, type TreeShape } from './treeShape';
import type { Collapsed } from './visibleRows';

/** How the tree opens before the person touches it. Small trees open whole; in large ones the layers come first. */
export type Base = 'default' | 'expanded' | 'collapsed';

/** Rows up to which a tree opens with everything expanded: some ten screens. */
const SMALL_TREE = 300;

export function baseCollapsed(shape: TreeShape, base: Base): Collapsed {
  const collapsed = new Uint8Array(shape.size);
  if (base === 'expanded' || (base === 'default' && shape.size <= SMALL_TREE)) return collapsed;
  for (let row = 0; row < shape.size; row++) if (hasChildren(shape, row)) collapsed[row] = 1;
  return collapsed;
}

/** A row that the person expanded or collapsed against the base, by number and by the names that lead to it. */
export interface Toggled {
  readonly row: number;
  readonly path: readonly string[];
}

export interface Expansion {
  readonly base: Base;
  /** Structure of the tree that the row numbers belong to. */
  readonly tree: string;
  readonly toggled: readonly Toggled[];
}

export const UNTOUCHED: Expansion = { base: 'default', tree: '', toggled: [] };

/** Toggled rows kept: more than a person toggles, and less than a megabyte of stored state. */
const MAX_TOGGLED = 20_000;

/** The rows that were toggled, those toggled back taken out. */
export function toggle(expansion: Expansion, rows: readonly number[]): Expansion {
  const toggled = new Map(expansion.toggled.map((entry) => [entry.row, entry]));
  for (const row of rows) if (!toggled.delete(row)) toggled.set(row, { row, path: [] });
  return { ...expansion, toggled: [...toggled.values()].slice(-MAX_TOGGLED) };
}

export function applyToggles(shape: TreeShape, base: Base, rows: readonly number[]): Collapsed {
  const collapsed = baseCollapsed(shape, base);
  for (const row of rows) {
    if (row < shape.size && hasChildren(shape, row)) collapsed[row] = collapsed[row] === 1 ? 0 : 1;
  }
  return collapsed;
}

export function isExpansion(value: unknown): value is Expansion {
  return (
    typeof value === 'object' &&
    value !== null &&
    'base' in value &&
    (value.base === 'default' || value.base === 'expanded' || value.base === 'collapsed') &&
    'tree' in value &&
    typeof value.tree === 'string' &&
    'toggled' in value &&
    Array.isArray(value.toggled) &&
    value.toggled.every(isToggled)
  );
}

function isToggled(value: unknown): value is Toggled {
  return (
    typeof value === 'object' &&
    value !== null &&
    'row' in value &&
    Number.isInteger(value.row) &&
    'path' in value &&
    Array.isArray(value.path) &&
    value.path.every((name) => typeof name === 'string')
  );
}
