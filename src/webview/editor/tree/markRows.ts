import type { TreeShape } from './treeShape';

/** Edited: the weight of the row has unsaved edits. Within: one beneath the row has. */
export type EditMark = 'edited' | 'within';

export const WITHIN = 1;
export const EDITED = 2;

/** One number a row: 0, `WITHIN` or `EDITED`. */
export function markRows(
  { size, weight, parent }: TreeShape,
  edited: ReadonlySet<number>,
): Uint8Array {
  const marks = new Uint8Array(size);
  for (let row = 0; row < size; row++) {
    if (!edited.has(weight[row] ?? -1)) continue;
    marks[row] = EDITED;
    for (let above = parent[row] ?? -1; above >= 0; above = parent[above] ?? -1) {
      if (marks[above] !== 0) break;
      marks[above] = WITHIN;
    }
  }
  return marks;
}
