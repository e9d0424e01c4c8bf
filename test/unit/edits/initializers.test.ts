import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import type { Json } from '../../../src/core/json';
import { drawing } from '../../../src/core/model/initializers/draw';
import { fansOf } from '../../../src/core/model/initializers/fans';
import type { Initializer } from '../../../src/core/model/initializers/initializer';
import { checkOrthogonal } from '../../../src/core/model/initializers/orthogonal';
import { parseInitializer } from '../../../src/core/model/initializers/parseInitializer';
import { Random } from '../../../src/core/model/initializers/random';

const turn = (): Promise<void> => Promise.resolve();

async function draw(
  initializer: Initializer | undefined,
  shape: readonly number[],
  seed = 1,
): Promise<Float64Array> {
  assert.ok(initializer !== undefined);
  const next = await drawing(initializer, shape, Random.from(seed, 0), turn, () => undefined);
  const size = shape.reduce((product, length) => product * length, 1);
  return Float64Array.from({ length: size }, (_, i) => next(i));
}

function spread(values: ArrayLike<number>): { mean: number; std: number; largest: number } {
  const list = Array.from(values);
  const mean = list.reduce((sum, x) => sum + x, 0) / list.length;
  const variance = list.reduce((sum, x) => sum + (x - mean) ** 2, 0) / list.length;
  const largest = list.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return { mean, std: Math.sqrt(variance), largest };
}

/** Of 60,000 values the standard error of std is below 0.3 %, of the mean 0.4 % of std. */
const SHAPE = [200, 300];
const CLOSE = 0.015;

function assertClose(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= CLOSE * expected, `${what}: ${actual}, not ${expected}`);
}

describe('random numbers of a seed', () => {
  it('are those of the published xoshiro128**', () => {
    const random = new Random(Uint32Array.of(1, 2, 3, 4));
    const expected = [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ];
    assert.deepEqual(
      expected.map(() => random.bits()),
      expected,
    );
  });

  it('repeat for a seed and a weight, and differ for every other', () => {
    const first = (seed: number, stream: number): number => Random.from(seed, stream).uniform();
    assert.equal(first(7, 3), first(7, 3));
    const seeds = [0, 1, 2, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1];
    const seen = seeds.flatMap((seed) => [0, 1, 2, 1_000].map((stream) => first(seed, stream)));
    assert.equal(new Set(seen).size, seen.length);
  });
});

describe('a weight drawn anew', () => {
  const named: Record<string, { json: Json; uniform: boolean; variance: number }> = {
    glorotUniform: { json: 'glorot_uniform', uniform: true, variance: 2 / 500 },
    glorotNormal: { json: 'glorotNormal', uniform: false, variance: 2 / 500 },
    heUniform: { json: { class_name: 'HeUniform' }, uniform: true, variance: 2 / 200 },
    heNormal: { json: 'HeNormal', uniform: false, variance: 2 / 200 },
    leCunUniform: { json: 'lecun_uniform', uniform: true, variance: 1 / 200 },
    leCunNormal: { json: 'LecunNormal', uniform: false, variance: 1 / 200 },
  };
  for (const [name, { json, uniform, variance }] of Object.entries(named))
    it(`by ${name} spreads as its formula says, and as TensorFlow.js draws it`, async () => {
      const ours = spread(await draw(parseInitializer(json)?.initializer, SHAPE));
      const std = Math.sqrt(variance);
      assertClose(ours.std, std, 'std');
      assert.ok(Math.abs(ours.mean) < CLOSE * std);
      const bound = uniform ? Math.sqrt(3 * variance) : (2 * std) / 0.8796256610342398;
      assert.ok(ours.largest <= bound && ours.largest > 0.98 * bound);
      const initializer = tf.initializers[name as 'heNormal']({ seed: 5 });
      const tensor = initializer.apply(SHAPE);
      const theirs = spread(tensor.dataSync());
      tensor.dispose();
      // TensorFlow.js does not make up for the values that a cut normal lacks, as Keras does.
      assertClose(ours.std * (uniform ? 1 : 0.8796256610342398), theirs.std, 'std of tfjs');
    });

  it('by VarianceScaling follows mode and distribution, in the spellings of Keras and TensorFlow.js', async () => {
    const config = (mode: string, distribution: string): Json => ({
      class_name: 'VarianceScaling',
      config: { scale: 3, mode, distribution, seed: null },
    });
    for (const [json, variance] of [
      [config('fan_in', 'untruncated_normal'), 3 / 200],
      [config('fanOut', 'truncatedNormal'), 3 / 300],
      [config('FAN_AVG', 'uniform'), 3 / 250],
      [config('fan_out', 'normal'), 3 / 300],
      [{ class_name: 'VarianceScaling', config: {} }, 1 / 200],
    ] as const) {
      const { std } = spread(await draw(parseInitializer(json)?.initializer, SHAPE));
      assertClose(std, Math.sqrt(variance), JSON.stringify(json));
    }
  });

  it('by uniform, normal and truncated normal has their bounds and moments', async () => {
    const of = async (class_name: string, config: Json): Promise<ReturnType<typeof spread>> =>
      spread(await draw(parseInitializer({ class_name, config })?.initializer, SHAPE));
    const uniform = await of('RandomUniform', { minval: 1, maxval: 3 });
    assertClose(uniform.mean, 2, 'mean');
    assertClose(uniform.std, 2 / Math.sqrt(12), 'std');
    assert.ok(uniform.largest < 3);
    const normal = await of('RandomNormal', { mean: 5, stddev: 2 });
    assertClose(normal.mean, 5, 'mean');
    assertClose(normal.std, 2, 'std');
    assert.ok(normal.largest > 11);
    const truncated = await of('TruncatedNormal', { mean: 0, stddev: 2 });
    assertClose(truncated.std, 2 * 0.8796256610342398, 'std');
    assert.ok(truncated.largest <= 4 && truncated.largest > 3.9);
    assertClose((await of('RandomNormal', null)).std, 0.05, 'std of the default');
    assertClose((await of('random_uniform', null)).largest, 0.05, 'bound of the default');
  });

  it('by constants and identity is exact, square or not', async () => {
    const of = async (json: Json, shape: number[]): Promise<number[]> => [
      ...(await draw(parseInitializer(json)?.initializer, shape)),
    ];
    assert.deepEqual(await of('zeros', [2]), [0, 0]);
    assert.deepEqual(await of('Ones', [2]), [1, 1]);
    assert.deepEqual(await of({ class_name: 'Constant', config: { value: 0.3 } }, [1]), [0.3]);
    assert.deepEqual(await of('identity', [2, 3]), [1, 0, 0, 0, 1, 0]);
    const tall = { class_name: 'IdentityInitializer', config: { gain: 2 } };
    assert.deepEqual(await of(tall, [3, 2]), [2, 0, 0, 2, 0, 0]);
  });

  it('by orthogonal has orthonormal rows or columns, times the gain', async () => {
    const json = { class_name: 'Orthogonal', config: { gain: 2 } };
    for (const shape of [
      [40, 12],
      [12, 40],
      [20, 20],
      [3, 2, 4, 5],
    ]) {
      const values = await draw(parseInitializer(json)?.initializer, shape);
      const columns = shape.at(-1) ?? 1;
      const rows = values.length / columns;
      const at = (row: number, column: number): number => values[row * columns + column] ?? NaN;
      const tall = rows >= columns;
      const [vectors, length] = tall ? [columns, rows] : [rows, columns];
      for (let i = 0; i < vectors; i++)
        for (let j = 0; j < vectors; j++) {
          let dot = 0;
          for (let k = 0; k < length; k++) dot += tall ? at(k, i) * at(k, j) : at(i, k) * at(j, k);
          assert.ok(Math.abs(dot - (i === j ? 4 : 0)) < 1e-13, `${shape.join()}: ${dot}`);
        }
    }
  });

  it('by orthogonal favours no direction', async () => {
    let first = 0;
    let square = 0;
    const draws = 2_000;
    for (let seed = 0; seed < draws; seed++) {
      const [value = NaN] = await draw({ kind: 'orthogonal', gain: 1 }, [3, 3], seed);
      first += value / draws;
      square += value ** 2 / draws;
    }
    assert.ok(Math.abs(first) < 0.06, `mean ${first}`);
    assert.ok(Math.abs(square - 1 / 3) < 0.03, `mean square ${square}`);
  });

  it('by orthogonal is refused where it takes too long or there is no matrix', () => {
    checkOrthogonal('lstm/recurrent_kernel', [1024, 4096]);
    assert.throws(
      () => checkOrthogonal('big', [2048, 8192]),
      /big is 2048 × 8192.*at most 1024 × 4096/,
    );
    assert.throws(() => checkOrthogonal('bias', [8]), /bias has one axis/);
  });

  it('counts fan-in and fan-out as Keras does', () => {
    const fans = (...shape: number[]): number[] => Object.values(fansOf(shape));
    assert.deepEqual(fans(), [1, 1]);
    assert.deepEqual(fans(7), [7, 7]);
    assert.deepEqual(fans(3, 8), [3, 8]);
    assert.deepEqual(fans(3, 3, 16, 32), [144, 288]);
    assert.deepEqual(fans(5, 16, 32), [80, 160]);
  });

  it('is refused by an initialiser of a class or with numbers that are not known', () => {
    for (const json of [
      'my_initializer',
      { class_name: 'Custom>Fancy', config: {} },
      { class_name: 'VarianceScaling', config: { mode: 'fan_sum' } },
      { class_name: 'VarianceScaling', config: { scale: -1 } },
      { class_name: 'RandomNormal', config: { stddev: 'wide' } },
      { class_name: 'Constant', config: { value: [1, 2] } },
    ]) {
      const found = parseInitializer(json);
      assert.ok(found !== undefined);
      assert.equal(found.initializer, undefined, JSON.stringify(json));
    }
    for (const json of [null, undefined, 5, {}]) assert.equal(parseInitializer(json), undefined);
  });
});
