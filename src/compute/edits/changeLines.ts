import { ModelMismatchError } from '../../core/errors';
import { shownName } from '../../core/format/sentence';
import { chooseQuantization } from '../../core/format/write/chooseQuantization';
import { ChangeCount } from '../../core/model/edits/changedValues';
import { type Json, property } from '../../core/json';
import type { Edit } from '../../core/model/edits/edit';
import { metadataChanges, storedMetadata } from '../../core/model/edits/metadata';
import { trainingChange } from '../../core/model/edits/training';
import type { Weight } from '../../core/model/model';
import type { ChangeLine, Changes, MetadataLine } from '../../protocol/edit';
import type { OpenedModel } from '../openedModel';
import { PIECE } from '../scan';
import type { Turn } from '../turns';
import type { EditedValues } from './editedValues';
import { whereReadable } from './whereReadable';

/** What saving would write: a line for each tensor and for each member of the metadata. */
export async function changesOf(
  opened: OpenedModel,
  turn: Turn,
  progress: (fraction: number) => void,
): Promise<Changes> {
  const { json } = opened.model;
  const metadata = metadataChanges(json, opened.values.edits).map(
    ({ key, value }): MetadataLine => {
      const isNew = storedMetadata(json, key) === undefined;
      return {
        key: `userDefinedMetadata.${shownName(key)}`,
        becomes: value === undefined ? 'removed' : isNew ? 'added' : 'changed',
        length: value === undefined ? 0 : JSON.stringify(value).length,
      };
    },
  );
  const training = trainingLine(json, opened.values.edits);
  return {
    tensors: await changeLines(opened, turn, progress),
    metadata: training === null ? metadata : [...metadata, training],
  };
}

function trainingLine(json: Json, edits: readonly Edit[]): MetadataLine | null {
  const change = trainingChange(edits);
  if (change === undefined) return null;
  const isNew = property(json, 'trainingConfig') === undefined;
  return {
    key: change.slots === null ? 'trainingConfig' : 'trainingConfig and the state of the optimizer',
    becomes: change.config === undefined ? 'removed' : isNew ? 'added' : 'changed',
    length: change.config === undefined ? 0 : JSON.stringify(change.config).length,
  };
}

/** What the edits change, a line for each weight that they touch; reads those weights once. */
async function changeLines(
  opened: OpenedModel,
  turn: Turn,
  progress: (fraction: number) => void,
): Promise<readonly ChangeLine[]> {
  const { values } = opened;
  const touched = [...values.patches.keys()].sort((a, b) => a - b);
  const weights = touched.map((index) => opened.weight(index));
  const total = weights.reduce((sum, { size }) => sum + size, 0) || 1;
  const lines: ChangeLine[] = [];
  let done = 0;
  for (const weight of weights) {
    const stored = opened.scanned(weight, 'stored', values);
    const { read, count } = opened.scanned(weight, 'edited', values);
    const parts = count / Math.max(1, weight.size);
    const changes = new ChangeCount();
    for (let start = 0; start < count; start += PIECE) {
      const end = Math.min(start + PIECE, count);
      if (!values.touches(weight, Math.floor(start / parts), Math.ceil(end / parts))) continue;
      const [before, after] = await Promise.all([
        whereReadable(stored.read(start, end)),
        read(start, end),
      ]);
      if (before === undefined) changes.changed += end - start;
      else changes.add(before, after);
      progress((done + (end / count) * weight.size) / total);
      await turn();
    }
    done += weight.size;
    lines.push({
      weight: weight.index,
      name: shownName(weight.name),
      values: count,
      changed: changes.changed,
      largest: changes.largest ?? null,
      storage: await storageText(weight, values, turn),
    });
  }
  return lines;
}

/** Six digits tell the error from a bound, and fit into a line. */
function digits(error: number): string {
  return String(Number(error.toPrecision(6)));
}

/** What becomes of the type in which a quantized weight is stored. */
async function storageText(
  weight: Weight,
  values: EditedValues,
  turn: Turn,
): Promise<string | null> {
  const { dtype, quantization } = weight;
  const storage = values.patches.get(weight.index)?.storage;
  if (quantization === undefined || storage === undefined) return null;
  if (storage === 'float32') return `${quantization.dtype} becomes ${dtype}`;
  const stays = `stays ${quantization.dtype}`;
  try {
    const edited = values.source('edited');
    const { largestError } = await chooseQuantization(weight, quantization, edited, turn);
    return largestError === 0
      ? `${stays}, no error`
      : `${stays}, largest error ${digits(largestError)}`;
  } catch (error) {
    if (error instanceof ModelMismatchError) return `${stays}, which cannot hold all its values`;
    throw error;
  }
}
