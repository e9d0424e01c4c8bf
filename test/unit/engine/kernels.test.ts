import * as tf from '@tensorflow/tfjs';
import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import fc from 'fast-check';
import { useWasm } from '../../../src/engine/backends/bundled';

const WASM = dirname(require.resolve('@tensorflow/tfjs-backend-wasm'));

/** Gradients of sum(f(...) × weighting) on the plain cpu backend and on ours. */
async function bothWays(
  inputs: readonly tf.Tensor[],
  f: (...inputs: tf.Tensor[]) => tf.Tensor,
): Promise<{ ours: number[][]; theirs: number[][] }> {
  const on = async (backend: string): Promise<number[][]> => {
    await tf.setBackend(backend);
    // Tensors made before the switch move along by themselves.
    const gradients = tf.grads((...args) => {
      const out = f(...args);
      const weighting = tf.reshape(tf.sin(tf.range(0, out.size)), out.shape);
      return tf.sum(tf.mul(out, weighting));
    })([...inputs]);
    return Promise.all(gradients.map(async (g) => [...(await g.data())]));
  };
  return { ours: await on('wasm'), theirs: await on('cpu') };
}

function assertClose({ ours, theirs }: { ours: number[][]; theirs: number[][] }): void {
  assert.equal(ours.length, theirs.length);
  for (const [i, expected] of theirs.entries()) {
    const scale = Math.max(1, ...expected.map(Math.abs));
    assert.equal(ours[i]?.length, expected.length);
    expected.forEach((value, j) => {
      const got = ours[i]?.[j] ?? NaN;
      assert.ok(Math.abs(got - value) <= 1e-5 * scale, `gradient ${i}[${j}]: ${got}, not ${value}`);
    });
  }
}

const random = (shape: number[], seed: number): tf.Tensor =>
  tf.randomUniform(shape, -1, 1, 'float32', seed);

describe('gradients that the wasm backend lacks', function () {
  before(async () => {
    await useWasm(WASM);
  });
  after(async () => {
    await tf.setBackend('cpu');
  });

  // Padding by a number, which no layer uses, makes the wasm backend's own forward kernels write outside of their output.
  const geometry = fc.record({
    batch: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 3, max: 9 }),
    width: fc.integer({ min: 3, max: 9 }),
    filterHeight: fc.integer({ min: 1, max: 3 }),
    filterWidth: fc.integer({ min: 1, max: 3 }),
    channels: fc.constantFrom(1, 3, 17),
    out: fc.constantFrom(1, 4),
    strides: fc.constantFrom<[number, number]>([1, 1], [2, 2], [2, 1], [3, 2]),
    pad: fc.constantFrom<'same' | 'valid'>('same', 'valid'),
    seed: fc.integer({ min: 1, max: 1e6 }),
  });

  it('of a convolution are those of the cpu backend, for any stride and padding', () =>
    fc.assert(
      fc.asyncProperty(geometry, async (g) => {
        const x = random([g.batch, g.height, g.width, g.channels], g.seed);
        const filter = random([g.filterHeight, g.filterWidth, g.channels, g.out], g.seed + 1);
        assertClose(
          await bothWays([x, filter], (a, b) =>
            tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, g.strides, g.pad),
          ),
        );
      }),
      { numRuns: 60 },
    ));

  it('of a depthwise convolution are those of the cpu backend, for any stride and padding', () =>
    fc.assert(
      fc.asyncProperty(geometry, async (g) => {
        const x = random([g.batch, g.height, g.width, g.channels], g.seed);
        const filter = random(
          [g.filterHeight, g.filterWidth, g.channels, g.out === 1 ? 1 : 2],
          g.seed + 1,
        );
        // The cpu backend's strides must be equal here.
        const stride = g.strides[0] === g.strides[1] ? g.strides : 1;
        assertClose(
          await bothWays([x, filter], (a, b) =>
            tf.depthwiseConv2d(a as tf.Tensor4D, b as tf.Tensor4D, stride, g.pad),
          ),
        );
      }),
      { numRuns: 60 },
    ));

  it('of an asymmetric padding, channels first and a transposed convolution are those of the cpu backend', async () => {
    const x = random([2, 7, 6, 3], 1);
    const filter = random([3, 2, 3, 5], 2);
    const explicit: [[0, 0], [number, number], [number, number], [0, 0]] = [
      [0, 0],
      [2, 1],
      [0, 1],
      [0, 0],
    ];
    assertClose(
      await bothWays([x, filter], (a, b) =>
        tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, explicit),
      ),
    );
    const first = tf.transpose(x, [0, 3, 1, 2]);
    assertClose(
      await bothWays([first, filter], (a, b) =>
        tf.conv2d(tf.transpose(a, [0, 2, 3, 1]) as tf.Tensor4D, b as tf.Tensor4D, 2, 'same'),
      ),
    );
    assertClose(
      await bothWays([random([2, 4, 3, 5], 3), filter], (a, b) =>
        tf.conv2dTranspose(a as tf.Tensor4D, b as tf.Tensor4D, [2, 8, 6, 3], 2, 'same'),
      ),
    );
  });

  it('of looking up rows are those of the cpu backend, rows looked up twice and never included', async () => {
    const table = random([7, 3], 4);
    for (const indices of [
      tf.tensor1d([1, 1, 6, 0, 1], 'int32'),
      tf.tensor2d(
        [
          [5, 5, 2],
          [0, 2, 5],
        ],
        [2, 3],
        'int32',
      ),
    ]) {
      assertClose(await bothWays([table], (a) => tf.gather(a, indices)));
    }
    const middle = random([2, 4, 3], 5);
    assertClose(await bothWays([middle], (a) => tf.gather(a, tf.tensor1d([3, 0, 3], 'int32'), 1)));
  });
});
