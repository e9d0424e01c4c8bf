import { untracked } from '@preact/signals';
import { checked, generation, overview, revision } from '../state';
import { host, report } from '../host';
import { PageCache } from '../pageCache';
import type { TreeRow } from '../../../core/model/tree';
import { ancestors, fingerprint, type TreeShape } from './treeShape';

/** Labels of the tree's rows. */
export const rows = new PageCache<TreeRow>((range) => host.rows(range), report);

let structure = '';

generation.subscribe(() =>
  untracked(() => {
    const tree = overview.value?.tree;
    const now = tree === undefined ? '' : fingerprint(tree);
    // Opened again after saving, say: the old labels are right, or nearly, until the new ones come.
    if (now === structure) rows.refresh();
    else rows.clear();
    structure = now;
  }),
);
checked.subscribe(() => rows.refresh());
// A quantized weight that is edited may become one of another type.
revision.subscribe(() => rows.refresh());

/** Names from the top to `row`: what a row is known by when row numbers no longer hold. */
export async function pathOf(shape: TreeShape, row: number): Promise<string[]> {
  const path = [...ancestors(shape, row).reverse(), row];
  const found = await Promise.all(path.map((at) => rows.get(at)));
  return found.map((label) => label?.name ?? '');
}

/** Rows with the same last name that are looked at; past it the row counts as gone. */
const MAX_CANDIDATES = 200;

/** The row of that path in a tree that may have changed; undefined if it is gone. */
export async function findPath(
  shape: TreeShape,
  path: readonly string[],
): Promise<number | undefined> {
  const name = path.at(-1);
  if (name === undefined || name === '') return undefined;
  const candidates = await host.filter({ text: name });
  for (const row of candidates.subarray(0, MAX_CANDIDATES)) {
    if (shape.depth[row] !== path.length - 1) continue;
    const found = await pathOf(shape, row);
    if (found.every((part, index) => part === path[index])) return row;
  }
  return undefined;
}
