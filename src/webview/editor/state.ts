import { signal } from '@preact/signals';
import type { ModelOverview, WeightDetail } from '../../protocol/model';
import { persisted } from '../ui/persisted';

/** Null until the model has been read for the first time. */
export const overview = signal<ModelOverview | null>(null);

/** The weight on screen; null means the model page. */
export const selectedWeight = signal<number | null>(null);

/** Detail of the selected weight; null while it is on its way and on the model page. */
export const detail = signal<WeightDetail | null>(null);

/** Why the model cannot be shown, or, with a model on screen, why it could not be read again. */
export const error = signal<string | null>(null);

/** Why the selected weight's page cannot be shown. */
export const detailError = signal<string | null>(null);

/** Grows each time the host says that files changed on disk. */
export const reloadRequests = signal(0);

/** Grows each time a model has been opened: what was fetched of the one before is stale. */
export const generation = signal(0);

/** Weights that unsaved edits leave different from the files. */
export const editedWeights = signal<ReadonlySet<number>>(new Set());

/** The last change of values by an edit, an undo or a save: how many there have been, and of which weights. */
export const revision = signal<{ readonly count: number; readonly weights: ReadonlySet<number> }>({
  count: 0,
  weights: new Set(),
});

/** Whether the page shows what is not saved yet, in place of the model or a weight. */
export const showsChanges = persisted(
  'showsChanges',
  false,
  (value): value is boolean => value === true,
);

/** Rows that the comparison of the shards with the manifest found fault with; null before it is done. */
export const checked = signal<{ readonly rows: readonly number[] } | null>(null);

/** Where the person was: nowhere yet, on the model page (null), or at a weight. */
export type Place = 'unset' | null | { readonly name: string; readonly weight: number };

export const place = persisted<Place>('place', 'unset', isPlace);

function isPlace(value: unknown): value is Place {
  if (value === 'unset' || value === null) return true;
  return (
    typeof value === 'object' &&
    'name' in value &&
    typeof value.name === 'string' &&
    'weight' in value &&
    Number.isInteger(value.weight)
  );
}
