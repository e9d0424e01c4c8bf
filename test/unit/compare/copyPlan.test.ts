import assert from 'node:assert/strict';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { type CompareWorker, startCompareWorker } from '../../../src/compute/client';
import type { HandPair } from '../../../src/core/model/match/handPairs';
import type { CopyPlan } from '../../../src/protocol/compare';
import { buildWorker } from '../../support/buildWorker';
import { float32, type TempModel, tempModel, type TempTensor } from '../../support/tempModel';

/** "one", as TensorFlow.js writes text. */
const TEXT = Uint8Array.of(3, 0, 0, 0, 0x6f, 0x6e, 0x65);

function dense(units: number, activation = 'relu'): object {
  const config = { name: 'dense', units, activation, batch_input_shape: [null, 2] };
  return {
    class_name: 'Sequential',
    config: { name: 'net', layers: [{ class_name: 'Dense', config }] },
  };
}

const kernel = (values: readonly number[]): TempTensor => float32('dense/kernel', [2, 2], values);
const bias = (values: readonly number[]): TempTensor =>
  float32('dense/bias', [values.length], values);

describe('what of B can be copied to A', () => {
  const started: CompareWorker[] = [];
  const models: TempModel[] = [];
  const model = async (
    tensors: readonly TempTensor[],
    modelTopology: object | null = dense(2),
  ): Promise<TempModel> => {
    const made = await tempModel(tensors, { modelTopology });
    models.push(made);
    return made;
  };
  const compare = async (
    a: TempModel,
    b: TempModel,
    hand: readonly HandPair[] = [],
  ): Promise<CompareWorker['comparison']> => {
    const side = ({ path }: TempModel) => ({ path, fileName: 'model.json' });
    const worker = startCompareWorker(buildWorker(), { a: side(a), b: side(b) });
    started.push(worker);
    await worker.comparison.openBoth({ hand });
    return worker.comparison;
  };
  const planOf = async (
    comparison: CompareWorker['comparison'],
    name: string,
    layer: boolean,
  ): Promise<CopyPlan> => {
    const lines = await comparison.pairLines({ start: 0, end: 3 });
    const line = lines.find((one) => one.name === name);
    assert.ok(line);
    return comparison.copyPlan({ pair: line.pair, name, nameInB: line.nameInB, layer });
  };
  afterEach(async () => {
    for (const worker of started.splice(0)) worker.dispose();
    for (const one of models.splice(0)) await one.remove();
  });

  it('is a tensor alone or its layer, with what differs of both', async () => {
    const a = await model([bias([0, 0]), kernel([1, 2, 3, 4])]);
    const b = await model([kernel([1, 2, 3, 5]), bias([1, 1])], dense(2, 'tanh'));
    const comparison = await compare(a, b);
    const warnings = ['activation differs: relu here, tanh there.'];
    const bare = { by: 'name', warnings } as const;
    const ofBias = {
      ...{ ...bare, a: 0, b: 1, count: 2, shape: '2' },
      ...{ target: 'dense/bias', source: 'dense/bias' },
    };
    const ofKernel = {
      ...{ ...bare, a: 1, b: 0, count: 4, shape: '2 × 2' },
      ...{ target: 'dense/kernel', source: 'dense/kernel' },
    };
    const alone = await planOf(comparison, 'dense/bias', false);
    assert.deepEqual(alone, {
      ...{ what: 'dense/bias', tensors: [ofBias], left: [], staleOptimizer: false },
    });
    const whole = await planOf(comparison, 'dense/bias', true);
    assert.equal(whole.what, 'dense');
    assert.deepEqual(
      whole.tensors.toSorted((x, y) => x.a - y.a),
      [ofBias, ofKernel],
    );
  });

  it('is nothing where the page still shows another comparison, of which the pair was another', async () => {
    const tensors = [bias([0, 0]), kernel([1, 2, 3, 4])];
    const comparison = await compare(await model(tensors), await model(tensors));
    const [first, second] = await comparison.pairLines({ start: 0, end: 2 });
    assert.ok(first && second);
    const { pair } = first;
    const { name, nameInB } = second;
    await assert.rejects(
      comparison.copyPlan({ pair, name, nameInB, layer: false }),
      new RegExp(`made anew before ${name} was copied: nothing was changed`),
    );
  });

  it('leaves a tensor of the layer that fits nothing in B, or has nothing there, and says why', async () => {
    const a = await model([kernel([1, 2, 3, 4]), bias([0, 0])]);
    const without = await compare(a, await model([kernel([1, 2, 3, 5])]));
    const { tensors, left } = await planOf(without, 'dense/kernel', true);
    assert.deepEqual(
      tensors.map(({ target }) => target),
      ['dense/kernel'],
    );
    assert.equal(left.length, 1);
    assert.equal(left[0]?.target, 'dense/bias');
    assert.match(left[0].reason, /The other model has no weight of this name/);
    const other = await compare(a, await model([kernel([1, 2, 3, 5]), bias([1, 2, 3])]));
    const reshaped = await planOf(other, 'dense/kernel', true);
    assert.deepEqual(
      reshaped.left.map(({ target }) => target),
      ['dense/bias'],
    );
    assert.deepEqual((await planOf(other, 'dense/kernel', false)).left, []);
  });

  it('is a tensor that was paired by hand too, with what speaks against it', async () => {
    const a = await model([kernel([1, 2, 3, 4]), bias([0, 0])]);
    const b = await model([float32('dense/gamma', [2], [1, 1])]);
    const comparison = await compare(a, b, [{ left: 'dense/bias', right: 'dense/gamma' }]);
    const { tensors, left } = await planOf(comparison, 'dense/bias', false);
    assert.deepEqual(left, []);
    assert.deepEqual(
      tensors.map(({ target, source, by, warnings }) => [target, source, by, warnings]),
      [['dense/bias', 'dense/gamma', 'hand', ['The role differs: bias in A, gamma in B.']]],
    );
  });

  it('leaves text, and what cannot be read on either side, by name', async () => {
    const text = { name: 'words', shape: [1], dtype: 'string', bytes: TEXT };
    const tensors = [text, float32('whole', [2], [1, 2]), float32('cut', [2], [3, 4])];
    const [a, b] = [await model(tensors, null), await model(tensors, null)];
    await truncate(join(b.folder, 'group1-shard1of1.bin'), TEXT.length + 12);
    for (const [first, second] of [
      [a, b],
      [b, a],
    ] as const) {
      const comparison = await compare(first, second);
      const plan = (name: string) => planOf(comparison, name, false);
      assert.deepEqual((await plan('words')).tensors, []);
      assert.match((await plan('words')).left[0]?.reason ?? '', /It holds text/);
      assert.equal((await plan('whole')).tensors.length, 1);
      const cut = await plan('cut');
      assert.deepEqual(cut.tensors, []);
      assert.match(cut.left[0]?.reason ?? '', /group1-shard1of1\.bin/);
    }
  });
});
