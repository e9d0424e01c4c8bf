import { encodeDataset } from '../../core/dataset/encode';
import type { Dataset } from '../../protocol/training';
import { MOST_OF_PLAIN_LOOPS, type Turn } from '../turns';
import type { ColumnStore, ColumnWriter } from './columnStore';
import type { HeldRows } from './heldData';

/**
 * Rows of a table as the training process takes them, made piece by piece.
 * @throws ModelMismatchError with row and column of what does not fit, and what the file system throws.
 */
export async function writeDataset(
  { table, rows, preprocessing, model, losses }: HeldRows,
  store: ColumnStore,
  turn: Turn,
  progress: (fraction: number) => void,
): Promise<Dataset> {
  const encode = (start: number, end: number) =>
    encodeDataset(table, rows.subarray(start, end), preprocessing, model, losses);
  const first = encode(0, 1);
  const all = [...first.inputs, ...first.targets];
  const perRow = all.reduce((sum, { values }) => sum + values.length, 0);
  const step = Math.max(1, Math.floor(MOST_OF_PLAIN_LOOPS / perRow));
  const writers: ColumnWriter[] = [];
  for (const { shape, values } of all) {
    const dtype = values instanceof Int32Array ? 'int32' : 'float32';
    writers.push(await store.begin(shape, dtype, rows.length * values.length));
  }
  for (let start = 0; start < rows.length; start += step) {
    const end = Math.min(start + step, rows.length);
    const { inputs, targets } = encode(start, end);
    for (const [i, { values }] of [...inputs, ...targets].entries()) await writers[i]?.add(values);
    progress(end / rows.length);
    await turn();
  }
  const columns = await Promise.all(writers.map((writer) => writer.end()));
  return {
    rows: rows.length,
    inputs: columns.slice(0, first.inputs.length),
    targets: columns.slice(first.inputs.length),
  };
}
