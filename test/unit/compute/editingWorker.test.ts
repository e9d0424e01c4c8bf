import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WeightValues } from '../../../src/core/format/weightSource';
import type { Edit } from '../../../src/core/model/edits/edit';
import { defaultView } from '../../../src/core/model/matrixView';
import { type ModelWorker, startModelWorker } from '../../../src/compute/client';
import type { EditRequest } from '../../../src/protocol/edit';
import { TILE, type Tile } from '../../../src/protocol/model';
import { buildWorker } from '../../support/buildWorker';
import { float32, tempModel } from '../../support/tempModel';

/** Everything that is shown of a weight. */
interface Shown {
  readonly values: WeightValues;
  readonly tile: Tile;
  readonly measures: unknown;
  readonly text: string;
}

describe('the worker that edits a model', () => {
  let script = '';
  let folder = '';
  const started: ModelWorker[] = [];

  const start = (path = join(folder, 'model.json')): ModelWorker => {
    const storage = join(folder, 'storage');
    const worker = startModelWorker(script, { path, fileName: 'model.json', storage });
    started.push(worker);
    return worker;
  };
  const shown = async ({ model }: ModelWorker, weight: number): Promise<Shown> => {
    const { shape } = await model.detail({ weight });
    const view = defaultView(shape);
    const rows = { start: 0, end: shape.length < 2 ? 1 : (shape.at(-2) ?? 1) };
    const columns = { start: 0, end: shape.at(-1) ?? 1 };
    const level = { y: 0, x: 0 };
    return {
      values: (await model.cells({ weight, view, rows, columns })).values,
      tile: await model.tile({ weight, view, level, tile: level }),
      measures: await model.measure({ weight }),
      text: (await model.text({ weight, as: 'numpy', block: null })).text,
    };
  };
  const made = async ({ model }: ModelWorker, request: EditRequest): Promise<Edit> => {
    const answer = await model.makeEdit({ request, quantized: null });
    assert.ok('edit' in answer && answer.edit !== null);
    return answer.edit;
  };

  before(() => {
    script = buildWorker();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-edited-'));
    await cp(join(__dirname, '../../../samples/lstm'), folder, { recursive: true });
  });
  afterEach(async () => {
    for (const worker of started.splice(0)) worker.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  /** One edit of each kind, on the first layer and its first weight. */
  const edits = async (worker: ModelWorker): Promise<Edit[]> => {
    const { model } = worker;
    const { weightCount } = await model.open(null);
    const weights = Array.from({ length: weightCount }, (_, i) => i);
    const details = await Promise.all(weights.map((weight) => model.detail({ weight })));
    const kernel = details.findIndex(({ initializer }) => initializer === 'VarianceScaling');
    assert.ok(kernel >= 0);
    const { shape, layer } = details[kernel] ?? { shape: [], layer: null };
    const same = weights.filter((weight) => details[weight]?.layer === layer);
    const view = defaultView(shape);
    return [
      await made(worker, { kind: 'initialise', weights: same, seed: 11 }),
      await made(worker, { kind: 'scale', weights: same, factor: 1 / 3 }),
      await made(worker, { kind: 'cells', weight: kernel, view, row: 0, column: 0, text: '-0' }),
      await made(worker, {
        kind: 'mute',
        weight: kernel,
        slice: { axis: shape.length - 1, index: 1 },
      }),
    ];
  };

  it('shows edits everywhere, and with none again what is in the file, to the bit', async () => {
    const worker = start();
    const list = await edits(worker);
    const [first] = list[0]?.patches ?? [];
    assert.ok(first !== undefined);
    const { weight } = first;
    const before = await shown(worker, weight);
    const states: Shown[] = [];
    for (let count = 1; count <= list.length; count++) {
      const { weights } = await worker.model.setEdits({ edits: list.slice(0, count) });
      assert.ok(weights.includes(weight));
      states.push(await shown(worker, weight));
    }
    const texts = [before, ...states].map(({ text }) => text);
    assert.equal(new Set(texts).size, list.length + 1, 'every edit shows');
    for (const { values, tile, measures } of states) {
      assert.deepEqual(tile.mean, values);
      assert.notDeepEqual(measures, before.measures);
    }
    await worker.model.setEdits({ edits: list.slice(0, 1) });
    assert.deepEqual(await shown(worker, weight), states[0]);
    assert.deepEqual(await worker.model.setEdits({ edits: [] }), { weights: [] });
    assert.deepEqual(await shown(worker, weight), before);
  });

  it('that crashed and was started again shows the same for the same edits', async () => {
    const worker = start();
    const list = await edits(worker);
    const { weights } = await worker.model.setEdits({ edits: list });
    const before = await Promise.all(weights.map((weight) => shown(worker, weight)));
    worker.dispose();
    const again = start();
    const restored = structuredClone(list);
    assert.deepEqual(await again.model.setEdits({ edits: restored }), { weights });
    assert.deepEqual(await Promise.all(weights.map((weight) => shown(again, weight))), before);
  });

  it('measures an edited tensor from the edits, not from the files that its threads read', async () => {
    const size = 4 * 1024 * 1024 + 17;
    const temp = await tempModel([float32('large', [1, size], new Float32Array(size).fill(1))]);
    try {
      const worker = start(temp.path);
      await worker.model.open(null);
      const view = defaultView([1, size]);
      const request = {
        kind: 'cells',
        weight: 0,
        view,
        row: 0,
        column: size - 1,
        text: '9',
      } as const;
      await worker.model.setEdits({ edits: [await made(worker, request)] });
      const edited = await worker.model.measure({ weight: 0 });
      assert.deepEqual([edited.statistics.max, edited.statistics.maxAt], [9, size - 1]);
      const stored = await worker.model.measure({ weight: 0, of: 'stored' });
      assert.equal(stored.statistics.max, 1);
      const change = await worker.model.measure({ weight: 0, of: 'change' });
      assert.deepEqual([change.statistics.max, change.statistics.zeros], [8, size - 1]);
      const level = { y: 0, x: 15 };
      const coarse = { weight: 0, view, level, tile: { y: 0, x: 0 } };
      const { ends } = await worker.model.tile(coarse);
      assert.equal(ends?.max[Math.floor((size - 1) / 2 ** level.x) % TILE], 9);
    } finally {
      await temp.remove();
    }
  });

  it('stops drawing a large tensor when nobody wants it, and leaves no file', async () => {
    const shape = [1024, 1024 * 16];
    const config = { name: 'dense', units: shape[1], kernel_initializer: 'he_normal' };
    const modelTopology = {
      class_name: 'Sequential',
      config: { layers: [{ class_name: 'Dense', config }] },
    };
    const temp = await tempModel(
      [{ ...float32('dense/kernel', shape, []), bytes: new Uint8Array(0) }],
      {
        modelTopology,
      },
    );
    try {
      await truncate(join(temp.folder, 'group1-shard1of1.bin'), 4 * 1024 * 1024 * 16);
      const worker = start(temp.path);
      await worker.model.open(null);
      const controller = new AbortController();
      const request = { kind: 'initialise', weights: [0], seed: 1 } as const;
      const drawing = worker.model.makeEdit(
        { request, quantized: null },
        { signal: controller.signal, onProgress: () => controller.abort() },
      );
      await assert.rejects(drawing, /Cancelled/);
      for (;;) {
        const left = await readdir(join(folder, 'storage', 'values'));
        if (left.length === 0) break;
        assert.ok(
          left.every((name) => name.endsWith('.part')),
          left.join(),
        );
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    } finally {
      await temp.remove();
    }
  });
});
