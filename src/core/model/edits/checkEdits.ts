import { ModelMismatchError } from '../../errors';
import { shownName } from '../../format/sentence';
import { isOfKind, valueKindOf } from '../../format/valueKind';
import type { Weight } from '../model';
import { shownShape } from '../shownShape';
import type { Edit, Patch, Slice } from './edit';
import { canHold } from './heldValue';
import { holdingOf } from './holding';
import { elementsOf } from '../strides';

/** Typed and pasted cells that are held in memory: 64 MB with their positions, and as much while they cross threads. */
const MAX_EDITED_CELLS = 4_000_000;

/** @throws ModelMismatchError where edits hold more cells than memory is meant for. */
export function checkCellCount(cells: number): void {
  if (cells <= MAX_EDITED_CELLS) return;
  throw new ModelMismatchError(
    `The unsaved changes hold ${cells.toLocaleString('en')} single cells, and at most ` +
      `${MAX_EDITED_CELLS.toLocaleString('en')} are kept. Save before you change more.`,
  );
}

/** Cells that the patches of edits hold one by one. */
export function cellCount(edits: readonly Edit[]): number {
  return edits
    .flatMap(({ patches }) => patches)
    .reduce((sum, patch) => sum + (patch.kind === 'cells' ? patch.positions.length : 0), 0);
}

/**
 * Holds edits against the model that they are to change: they may come from a backup, and the model
 * may have changed on disk since.
 * @throws ModelMismatchError naming the edit and the tensor.
 */
export function checkEdits(edits: readonly Edit[], weights: readonly Weight[]): void {
  checkCellCount(cellCount(edits));
  for (const { label, patches } of edits) {
    for (const patch of patches) {
      const weight = weights[patch.weight];
      if (weight !== undefined && fits(patch, weight)) continue;
      const name = weight === undefined ? `tensor ${patch.weight}` : shownName(weight.name);
      throw new ModelMismatchError(
        `The unsaved change "${label}" does not fit ${name} as it is in the file now. Undo it, or restore the file and reload.`,
      );
    }
  }
}

function fits(patch: Patch, weight: Weight): boolean {
  const { shape } = shownShape(weight);
  switch (patch.kind) {
    case 'cells': {
      const { positions, values } = patch;
      return (
        positions.length === values.length &&
        isOfKind(values, valueKindOf(weight)) &&
        isAscending(positions, shape)
      );
    }
    case 'constant':
      return fitsSlice(patch.slice, shape) && canHold(holdingOf(weight, undefined), patch.value);
    case 'scale':
      return fitsSlice(patch.slice, shape) && holdingOf(weight, undefined).kind === 'float';
    case 'values':
      return valueKindOf(weight) !== 'string';
  }
}

function isAscending(positions: Float64Array, shape: readonly number[]): boolean {
  const size = elementsOf(shape);
  let least = 0;
  for (const position of positions) {
    if (!Number.isInteger(position) || position < least || position >= size) return false;
    least = position + 1;
  }
  return true;
}

function fitsSlice(slice: Slice | null, shape: readonly number[]): boolean {
  if (slice === null) return true;
  const { axis, index } = slice;
  const size = Number.isInteger(axis) ? shape[axis] : undefined;
  return size !== undefined && Number.isInteger(index) && index >= 0 && index < size;
}
