import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import {
  asNet,
  drawnNet,
  FOLLOWED,
  largestGap,
  outputsWith,
  randomPermutations,
  reordered,
} from './nets';

const { dense } = tf.layers;
type Symbolic = tf.SymbolicTensor;

describe('Which units can be reordered', () => {
  const GROUPS: Readonly<Record<string, readonly string[]>> = {
    MLP: ['one 12', 'two 9'],
    'conv, BatchNormalization, flatten, dense': ['one 6', 'two 5', 'three 8'],
    'depthwise with multiplier, separable, PReLU, global pooling': ['one 4', 'separable 6'],
    'residual blocks': ['stem+a2+b2 5', 'a1 5', 'b1 5'],
    'branches that are joined and a nested model': ['left 4', 'right 3', 'innerOne 6'],
    'a layer that is called twice': ['first+again 6'],
    'Conv1D and its transpose over an Embedding': ['words 6', 'line 5', 'back 4'],
  };
  for (const [name, make] of Object.entries(FOLLOWED)) {
    it(`finds those that move together: ${name}`, async () => {
      const { plan } = await drawnNet(make, 1);
      assert.deepEqual(
        plan.groups.map(({ layers, units }) => `${layers.join('+')} ${units}`),
        GROUPS[name],
      );
      assert.deepEqual(
        plan.fixed.map(({ layers, kind }) => `${layers.join('+')} ${kind}`),
        ['out output'],
      );
    });

    it(`never changes what the net computes, and the inverse restores every bit: ${name}`, async () => {
      const net = await drawnNet(make, 2);
      const before = outputsWith(net, net.values);
      const scale = Math.max(1, ...before.map(Math.abs));
      fc.assert(
        fc.property(fc.nat(), (seed) => {
          const permutations = randomPermutations(net.plan, seed);
          const values = reordered(net, permutations);
          assert.ok(largestGap(outputsWith(net, values), before) <= 1e-5 * scale);
          const back = reordered({ ...net, values }, permutations.map(inverse));
          assert.deepEqual(back, net.values);
        }),
        { numRuns: 8 },
      );
    });
  }

  const refusedIn = async (make: () => tf.LayersModel): Promise<string> => {
    const { plan } = await asNet(make());
    assert.deepEqual(plan.groups, []);
    return plan.fixed
      .filter(({ kind }) => kind === 'refused')
      .map(({ layers, reason }) => `${layers.join('+')}: ${reason}`)
      .join('\n');
  };

  it('refuses what feeds a recurrent layer, by name', async () => {
    const sentence = await refusedIn(() =>
      tf.sequential({
        layers: [
          dense({ name: 'features', units: 4, inputShape: [5, 3] }),
          tf.layers.lstm({ name: 'memory', units: 4 }),
          dense({ name: 'out', units: 1 }),
        ],
      }),
    );
    assert.equal(
      sentence,
      'features: Layer "memory" (LSTM) is recurrent, and its gates are not followed here, so the units that meet there keep their order.',
    );
  });

  it('names a recurrent layer also where no units come to it', async () => {
    const sentence = await refusedIn(() =>
      tf.sequential({
        layers: [
          tf.layers.lstm({ name: 'memory', units: 4, inputShape: [5, 3] }),
          dense({ name: 'out', units: 1 }),
        ],
      }),
    );
    assert.match(sentence, /^memory: Layer "memory" \(LSTM\) is recurrent/);
  });

  it('refuses units that are added to inputs of the model', async () => {
    const sentence = await refusedIn(() => {
      const input = tf.input({ shape: [4], name: 'in' });
      const one = dense({ name: 'one', units: 4 }).apply(input) as Symbolic;
      const sum = tf.layers.add({ name: 'sum' }).apply([input, one]) as Symbolic;
      const outputs = dense({ name: 'out', units: 1 }).apply(sum) as Symbolic;
      return tf.model({ inputs: input, outputs });
    });
    assert.match(sentence, /^one: Layer "sum" \(Add\) joins units that have an order/);
  });

  it('refuses units that are normalised along another axis than their own', async () => {
    const sentence = await refusedIn(() =>
      tf.sequential({
        layers: [
          tf.layers.conv1d({ name: 'line', filters: 4, kernelSize: 1, inputShape: [5, 2] }),
          tf.layers.batchNormalization({ name: 'norm', axis: 1 }),
          tf.layers.globalMaxPooling1d({ name: 'pool' }),
          dense({ name: 'out', units: 1 }),
        ],
      }),
    );
    assert.match(sentence, /^line: Layer "norm" \(BatchNormalization\) does not read its input/);
  });
});

/** The permutation that puts everything back. */
function inverse(permutation: Uint32Array): Uint32Array {
  const back = new Uint32Array(permutation.length);
  permutation.forEach((from, to) => (back[from] = to));
  return back;
}
