import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type DataWorker, startDataWorker } from '../../../../src/compute/client';
import type { DataChoice } from '../../../../src/core/dataset/choice';
import type { DataModel } from '../../../../src/core/dataset/dataModel';
import type { DataSource } from '../../../../src/protocol/data';
import { buildWorker } from '../../../support/buildWorker';
import { modelOf } from '../../dataset/support';

const REGRESSION = modelOf([2], [1], null);

describe('the worker that reads data', () => {
  let folder = '';
  const started: DataWorker[] = [];
  const start = (): DataWorker => {
    const worker = startDataWorker(buildWorker(), join(folder, 'columns'));
    started.push(worker);
    return worker;
  };
  const source = async (name: string, content: string): Promise<DataSource> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return {
      kind: 'file',
      path,
      uri: `file://${path}`,
      fileName: basename(path),
      label: name,
      header: 'auto',
      delimiter: 'auto',
    };
  };
  const open = async (
    { data }: DataWorker,
    content: string,
    model: DataModel,
  ): Promise<{ readonly table: number; readonly choice: DataChoice }> => {
    const { table } = await data.openTable({ source: await source('rows.csv', content), model });
    const losses = ['meanSquaredError'] as const;
    const { choice } = await data.propose({ table, model, losses, text: '{}' });
    return { table, choice };
  };

  before(() => {
    buildWorker();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-'));
  });
  afterEach(async () => {
    for (const worker of started.splice(0)) worker.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('takes a CSV from the file to what is trained on', async () => {
    const worker = start();
    const { table, choice } = await open(
      worker,
      'a,b,y\n1,10,100\n2,20,200\n3,30,300\n4,40,400\n',
      REGRESSION,
    );
    const prepared = await worker.data.prepare({
      table,
      choice: { ...choice, inputs: [{ columns: ['a', 'b'], scaling: { kind: 'none' } }] },
      model: REGRESSION,
      validation: { kind: 'fraction', fraction: 0.25, seed: 3, stratified: false },
    });
    assert.deepEqual([prepared.training.rows, prepared.validation?.rows], [3, 1]);
    const [inputs, target] = [prepared.training.inputs[0], prepared.training.targets[0]];
    assert.ok(inputs?.values instanceof Float32Array && target?.values instanceof Float32Array);
    assert.deepEqual(
      [...target.values],
      [...inputs.values].filter((_, i) => i % 2 === 1).map((b) => 10 * b),
    );
    assert.equal(existsSync(join(folder, 'columns')), false);
  });

  it('hands large columns over as files, until they are released', async () => {
    const worker = start();
    const rows = 600_000;
    const text = Array.from({ length: rows }, (_, i) => `${i},${-i},${i % 7}`).join('\n');
    const { table, choice } = await open(worker, `a,b,y\n${text}\n`, REGRESSION);
    const prepared = await worker.data.prepare({
      table,
      choice: { ...choice, inputs: [{ columns: ['a', 'b'], scaling: { kind: 'none' } }] },
      model: REGRESSION,
      validation: { kind: 'none' },
    });
    const [column] = prepared.training.inputs;
    assert.ok(column !== undefined && 'file' in column.values);
    assert.equal(column.values.dtype, 'float32');
    const bytes = await readFile(column.values.file);
    const values = new Float32Array(bytes.buffer, bytes.byteOffset, 2 * rows);
    assert.deepEqual(
      [values[0], values[2 * rows - 2], values[2 * rows - 1]],
      [0, rows - 1, 1 - rows],
    );
    assert.equal(prepared.training.targets[0]?.values instanceof Float32Array, true);
    await worker.data.release({ prepared: prepared.prepared });
    assert.deepEqual(await readdir(join(folder, 'columns')), []);
  });
});
