import { isChanged } from '../../core/model/edits/changedValues';
import type { Patch } from '../../core/model/edits/edit';
import type { Weight } from '../../core/model/model';
import type { OpenedModel } from '../openedModel';
import { PIECE } from '../scan';
import type { Turn } from '../turns';
import type { EditedValues } from './editedValues';
import type { Making } from './making';

/**
 * The patches of those weights that have other values with them than before.
 * @throws ModelFormatError where a weight's values with its patches cannot be read.
 */
export async function withoutIdle(
  patches: readonly Patch[],
  weights: readonly Weight[],
  { opened, values, turn, storageOf }: Making,
): Promise<readonly Patch[]> {
  const kept: Patch[] = [];
  for (const weight of weights) {
    const own = patches.filter((patch) => patch.weight === weight.index);
    const as = storageOf(weight);
    const storage = as === undefined ? [] : [{ weight: weight.index, as }];
    const after = values.over([...values.edits, { label: '', patches: own, storage }]);
    if (await changesAnything(opened, weight, values, after, turn)) kept.push(...own);
  }
  return kept;
}

/** Reads no further than to the first value that is another. */
async function changesAnything(
  opened: OpenedModel,
  weight: Weight,
  before: EditedValues,
  after: EditedValues,
  turn: Turn,
): Promise<boolean> {
  const old = opened.scanned(weight, 'edited', before);
  const { read, count } = opened.scanned(weight, 'edited', after);
  for (let start = 0; start < count; start += PIECE) {
    const end = Math.min(start + PIECE, count);
    if (isChanged(await old.read(start, end), await read(start, end))) return true;
    await turn();
  }
  return false;
}
