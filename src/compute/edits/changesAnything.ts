import { ModelFormatError } from '../../core/errors';
import type { WeightValues } from '../../core/format/weightSource';
import { isChanged } from '../../core/model/edits/changedValues';
import type { Weight } from '../../core/model/model';
import type { OpenedModel } from '../openedModel';
import { PIECE } from '../scan';
import type { Turn } from '../turns';
import type { EditedValues } from './editedValues';

/**
 * Whether a weight has other values under other edits; reads no further than to the first that is.
 * @throws ModelFormatError where its values `after` cannot be read.
 */
export async function changesAnything(
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
    const values = await read(start, end);
    const known = await whereReadable(old.read(start, end));
    if (known === undefined || isChanged(known, values)) return true;
    await turn();
  }
  return false;
}

/** Of a tensor that is cut off, all that replaces it is new. @returns undefined where values cannot be read. */
export async function whereReadable(
  read: Promise<WeightValues>,
): Promise<WeightValues | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof ModelFormatError) return undefined;
    throw error;
  }
}
