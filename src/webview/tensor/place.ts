import { persisted } from '../ui/persisted';
import type { MatrixView } from '../../core/model/matrixView';
import type { WeightDetail } from '../../protocol/model';
import type { Selection } from './selection';
import { TABS, type Tab } from './settings';
import { firstView, isViewOf } from './viewChoice';
import type { Viewport } from './viewport';

/** Where the person was in a tensor; it outlives hiding and reloading the window. */
export interface TensorPlace {
  readonly name: string;
  readonly view: MatrixView;
  readonly part: number | null;
  readonly tab: Tab;
  readonly viewport: Viewport | null;
  readonly selection: Selection | null;
}

export const tensorPlace = persisted<TensorPlace | null>('tensor.place', null, isPlace);

/** The stored place if it is one in this tensor, else its beginning. */
export function placeIn(detail: WeightDetail): TensorPlace {
  const stored = tensorPlace.peek();
  if (stored?.name === detail.name && isViewOf(stored.view, detail.shape)) return stored;
  return startOf(detail);
}

export function startOf({ name, shape, axes, filters, dtype }: WeightDetail): TensorPlace {
  return {
    name,
    view: firstView(shape, axes, dtype),
    part: null,
    tab: filters === null ? 'matrix' : 'filters',
    viewport: null,
    selection: null,
  };
}

function isPlace(value: unknown): value is TensorPlace | null {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  const { name, view, part, tab, viewport, selection } = value as Record<
    keyof TensorPlace,
    unknown
  >;
  return (
    typeof name === 'string' &&
    typeof view === 'object' &&
    view !== null &&
    'at' in view &&
    Array.isArray(view.at) &&
    (part === null || Number.isInteger(part)) &&
    TABS.some((one) => one === tab) &&
    (viewport === null || hasNumbers(viewport, ['x', 'y', 'scaleX', 'scaleY'])) &&
    (selection === null || isSelection(selection))
  );
}

function isSelection(value: unknown): boolean {
  const { anchor, focus } = (value ?? {}) as Record<'anchor' | 'focus', unknown>;
  return hasNumbers(anchor, ['row', 'column']) && hasNumbers(focus, ['row', 'column']);
}

function hasNumbers(value: unknown, keys: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Record<string, unknown>;
  return keys.every((key) => Number.isFinite(record[key]));
}
