import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CompareWorker, startCompareWorker } from '../../../src/compute/client';
import { NodeValueStore } from '../../../src/compute/edits/nodeValueStore';
import type { PairDifference } from '../../../src/core/compare/comparison';
import type { Edit, Patch } from '../../../src/core/model/edits/edit';
import { defaultView } from '../../../src/core/model/matrixView';
import type { SidedFilesApi, WorkerSide } from '../../../src/protocol/compare';
import { VALUES_FOLDER } from '../../../src/protocol/compute';
import { buildWorker } from '../../support/buildWorker';
import { diskFilesApi } from '../../support/diskFilesApi';
import { float32, type TempModel, tempModel, type TempTensor } from '../../support/tempModel';

const edit = (...patches: Patch[]): Edit => ({ label: 'Edit', patches, storage: [] });

function cell(weight: number, position: number, value: number): Patch {
  return {
    kind: 'cells',
    weight,
    positions: Float64Array.of(position),
    values: Float32Array.of(value),
  };
}

function int32(name: string, values: readonly number[]): TempTensor {
  const bytes = new Uint8Array(Int32Array.from(values).buffer);
  return { name, shape: [values.length], dtype: 'int32', bytes };
}

describe('comparing a model with unsaved edits', () => {
  let script = '';
  let storage = '';
  const started: CompareWorker[] = [];
  const models: TempModel[] = [];

  before(async () => {
    script = buildWorker();
    storage = await mkdtemp(join(tmpdir(), 'weightscope-'));
  });
  afterEach(async () => {
    for (const worker of started.splice(0)) worker.dispose();
    for (const made of models.splice(0)) await made.remove();
  });
  after(() => rm(storage, { recursive: true, force: true }));

  const model = async (...tensors: TempTensor[]): Promise<TempModel> => {
    const made = await tempModel(tensors);
    models.push(made);
    return made;
  };
  const open = async (
    a: WorkerSide,
    b: WorkerSide,
    files?: SidedFilesApi,
  ): Promise<CompareWorker['comparison']> => {
    const worker = startCompareWorker(script, { a, b }, files);
    started.push(worker);
    await worker.comparison.openBoth({ hand: [] });
    return worker.comparison;
  };
  const side = ({ path }: TempModel, edits?: readonly Edit[]): WorkerSide => ({
    path,
    fileName: 'model.json',
    storage,
    edits,
  });
  const compareAll = async (
    comparison: CompareWorker['comparison'],
  ): Promise<readonly (readonly [changed: number, max: number | null])[]> => {
    const all: PairDifference[] = [];
    await comparison.compareAll(null, { onProgress: ({ compared }) => all.push(...compared) });
    return all
      .sort((x, y) => x.pair - y.pair)
      .map((one) => {
        assert.ok('difference' in one);
        return [one.difference.changed, one.difference.maxDifference];
      });
  };

  it('holds the edits of a model against its own file, whatever kind of edit', async () => {
    const one = await model(
      float32('cells/kernel', [2, 2], [1, 2, 3, 4]),
      float32('whole/kernel', [3], [1, 1, 1]),
      float32('scaled/kernel', [2], [1, 2]),
      float32('untouched/kernel', [2], [5, 6]),
    );
    const store = new NodeValueStore(join(storage, VALUES_FOLDER));
    const edits = [
      edit(cell(0, 3, 14)),
      edit({ kind: 'values', weight: 1, file: await store.write([Float32Array.of(1, 1, 9)]) }),
      edit({ kind: 'scale', weight: 2, slice: null, factor: 3 }),
    ];
    const comparison = await open(side(one), side(one, edits));
    assert.deepEqual(await compareAll(comparison), [
      [1, 10],
      [1, 8],
      [2, 4],
      [0, 0],
    ]);
    const whole = { start: 0, end: 2 };
    const cells = async (of: 'stored' | 'edited' | 'change'): Promise<number[]> => {
      const view = defaultView([2, 2]);
      const block = await comparison.cells({ weight: 0, view, rows: whole, columns: whole, of });
      return [...(block.values as Float32Array)];
    };
    assert.deepEqual(await cells('stored'), [1, 2, 3, 4]);
    assert.deepEqual(await cells('edited'), [1, 2, 3, 14]);
    assert.deepEqual(await cells('change'), [0, 0, 0, 10]);
  });

  it('takes the edited values of either side, and of both', async () => {
    const a = await model(float32('d/kernel', [3], [1, 2, 3]));
    const b = await model(float32('d/kernel', [3], [1, 2, 3]));
    const toTen = [edit(cell(0, 1, 10))];
    const left = await open(side(a, toTen), side(b));
    assert.deepEqual(await compareAll(left), [[1, 8]]);
    const measured = await left.measure({ weight: 0, of: 'stored' });
    assert.equal(measured.statistics.max, 10);
    assert.deepEqual(await compareAll(await open(side(a), side(b, toTen))), [[1, 8]]);
    assert.deepEqual(await compareAll(await open(side(a, toTen), side(b, toTen))), [[0, 0]]);
  });

  it('says which tensor an edit brings whose values are gone', async () => {
    const one = await model(float32('d/kernel', [1], [1]));
    const file = '00000000-0000-0000-0000-000000000000.values';
    const lost = [edit({ kind: 'values', weight: 0, file })];
    await assert.rejects(open(side(one), side(one, lost)), /d\/kernel can no longer be read/);
  });

  it('compares whole numbers, and files that only the host reaches', async () => {
    const a = await model(int32('i/kernel', [1, 2]), float32('f/kernel', [2], [1, 2]));
    const b = await model(int32('i/kernel', [1, 5]), float32('f/kernel', [2], [1, 4]));
    assert.deepEqual(await compareAll(await open(side(a), side(b))), [
      [1, 3],
      [1, 2],
    ]);
    const files = { a: diskFilesApi(a.folder), b: diskFilesApi(b.folder) };
    const far: WorkerSide = { path: null, fileName: 'model.json' };
    const comparison = await open(far, far, {
      size: ({ side: of, path }, call) => files[of].size({ path }, call),
      read: ({ side: of, ...range }, call) => files[of].read(range, call),
    });
    assert.deepEqual(await compareAll(comparison), [
      [1, 3],
      [1, 2],
    ]);
  });
});
