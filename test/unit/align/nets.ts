import * as tf from '@tensorflow/tfjs';
import type { Numbers } from '../../../src/core/format/valueKind';
import { Random } from '../../../src/core/model/initializers/random';
import type { Model } from '../../../src/core/model/model';
import { readModel } from '../../../src/core/model/readModel';
import { type TensorLanes, unitPlan, type UnitPlan } from '../../../src/core/align/unitPlan';
import type { Matching } from '../../../src/core/align/matchUnits';
import { permuted, type Permutations } from '../../../src/core/align/permute';
import { float32, type TempModel, tempModel } from '../../support/tempModel';
import { savedModel } from '../../support/tfjsModels';

const { dense, conv2d, batchNormalization, flatten, add } = tf.layers;
type Symbolic = tf.SymbolicTensor;

/** Nets whose units can all be followed but for inputs and outputs, by name. */
export const FOLLOWED: Readonly<Record<string, () => tf.LayersModel>> = {
  MLP: () =>
    tf.sequential({
      layers: [
        dense({ name: 'one', units: 12, activation: 'relu', inputShape: [7] }),
        dense({ name: 'two', units: 9, activation: 'tanh' }),
        dense({ name: 'out', units: 3, activation: 'softmax' }),
      ],
    }),
  'conv, BatchNormalization, flatten, dense': () =>
    tf.sequential({
      layers: [
        conv2d({ name: 'one', filters: 6, kernelSize: [3, 2], inputShape: [9, 8, 2] }),
        batchNormalization({ name: 'norm' }),
        tf.layers.reLU({ name: 'relu' }),
        tf.layers.maxPooling2d({ name: 'pool', poolSize: 2 }),
        conv2d({ name: 'two', filters: 5, kernelSize: 2, padding: 'same', useBias: false }),
        flatten({ name: 'flat' }),
        batchNormalization({ name: 'normFlat' }),
        dense({ name: 'three', units: 8, activation: 'relu' }),
        dense({ name: 'out', units: 2 }),
      ],
    }),
  'depthwise with multiplier, separable, PReLU, global pooling': () =>
    tf.sequential({
      layers: [
        conv2d({ name: 'one', filters: 4, kernelSize: 3, inputShape: [10, 9, 3] }),
        tf.layers.depthwiseConv2d({ name: 'depth', kernelSize: 2, depthMultiplier: 3 }),
        tf.layers.prelu({
          name: 'slope',
          sharedAxes: [1, 2],
          alphaInitializer: tf.initializers.randomNormal({ stddev: 1 }),
        }),
        tf.layers.separableConv2d({
          name: 'separable',
          filters: 6,
          kernelSize: 2,
          depthMultiplier: 2,
        }),
        tf.layers.zeroPadding2d({ name: 'pad' }),
        tf.layers.globalAveragePooling2d({ name: 'mean', dataFormat: 'channelsLast' }),
        tf.layers.layerNormalization({ name: 'layerNorm' }),
        dense({ name: 'out', units: 3 }),
      ],
    }),
  'residual blocks': residual,
  'branches that are joined and a nested model': branches,
  'a layer that is called twice': shared,
  'Conv1D and its transpose over an Embedding': () =>
    tf.sequential({
      layers: [
        tf.layers.embedding({ name: 'words', inputDim: 11, outputDim: 6, inputLength: 8 }),
        tf.layers.conv1d({ name: 'line', filters: 5, kernelSize: 3, activation: 'relu' }),
        tf.layers.reshape({ name: 'picture', targetShape: [6, 1, 5] }),
        tf.layers.conv2dTranspose({ name: 'back', filters: 4, kernelSize: 2, strides: 2 }),
        tf.layers.permute({ name: 'turned', dims: [3, 1, 2] }),
        flatten({ name: 'flat' }),
        dense({ name: 'out', units: 2 }),
      ],
    }),
};

function residual(): tf.LayersModel {
  const input = tf.input({ shape: [6, 6, 2], name: 'in' });
  const conv = (name: string) =>
    conv2d({ name, filters: 5, kernelSize: 3, padding: 'same', activation: 'relu' });
  let x = conv('stem').apply(input) as Symbolic;
  for (const block of ['a', 'b']) {
    const inner = batchNormalization({ name: `${block}Norm` }).apply(
      conv(`${block}1`).apply(x),
    ) as Symbolic;
    x = add({ name: `${block}Add` }).apply([
      x,
      conv(`${block}2`).apply(inner) as Symbolic,
    ]) as Symbolic;
  }
  const flat = flatten({ name: 'flat' }).apply(x);
  return tf.model({
    inputs: input,
    outputs: dense({ name: 'out', units: 3 }).apply(flat) as Symbolic,
  });
}

function branches(): tf.LayersModel {
  const input = tf.input({ shape: [5], name: 'in' });
  const inner = tf.sequential({
    name: 'inner',
    layers: [dense({ name: 'innerOne', units: 6, activation: 'elu', inputShape: [7] })],
  });
  const left = dense({ name: 'left', units: 4, activation: 'relu' }).apply(input) as Symbolic;
  const right = dense({ name: 'right', units: 3, activation: 'relu' }).apply(input) as Symbolic;
  const joined = tf.layers.concatenate({ name: 'join' }).apply([left, right]) as Symbolic;
  const nested = inner.apply(joined) as Symbolic;
  return tf.model({
    inputs: input,
    outputs: dense({ name: 'out', units: 2 }).apply(nested) as Symbolic,
  });
}

function shared(): tf.LayersModel {
  const inputs = ['a', 'b'].map((name) => tf.input({ shape: [4], name }));
  const first = dense({ name: 'first', units: 6, activation: 'relu' });
  const again = dense({ name: 'again', units: 6, activation: 'tanh' });
  const [one, two] = inputs.map((input) => again.apply(first.apply(input)) as Symbolic);
  if (one === undefined || two === undefined) throw new Error('two inputs');
  const met = tf.layers.multiply({ name: 'met' }).apply([one, again.apply(two) as Symbolic]);
  return tf.model({ inputs, outputs: dense({ name: 'out', units: 2 }).apply(met) as Symbolic });
}

/** A net with its weights, in the terms of this product. */
export interface Net {
  readonly net: tf.LayersModel;
  readonly model: Model;
  readonly plan: UnitPlan;
  /** By index of the weight. */
  readonly values: readonly Float32Array[];
}

/** Every weight drawn anew, biases and moving averages too, none at its usual start. */
export async function drawnNet(make: () => tf.LayersModel, seed: number): Promise<Net> {
  await tf.setBackend('cpu');
  tf.enableProdMode();
  const net = make();
  const random = Random.from(seed, 0);
  net.setWeights(
    net.getWeights().map((weight) => {
      const values = Float32Array.from({ length: weight.size }, () => 0.5 * random.normal());
      return tf.tensor(values, weight.shape);
    }),
  );
  for (const weight of net.weights)
    if (weight.originalName.endsWith('moving_variance')) weight.write(weight.read().abs());
  return asNet(net);
}

export async function asNet(net: tf.LayersModel): Promise<Net> {
  const { json } = await savedModel(net);
  const model = readModel(json, 'model.json');
  const byName = new Map(
    net.weights.map((weight) => [weight.originalName, weight.read().dataSync<'float32'>().slice()]),
  );
  const values = model.weights.map(({ name }) => byName.get(name) ?? new Float32Array());
  return { net, model, values, plan: planOf(model) };
}

export function planOf(model: Model): UnitPlan {
  return unitPlan(
    model,
    () => undefined,
    () => true,
  );
}

/** The values of all weights with reordered units. */
export function reordered({ values, plan }: Net, permutations: Permutations): Float32Array[] {
  const lanes = new Map(plan.tensors.map((tensor) => [tensor.weight.index, tensor]));
  return values.map((one, index) => {
    const tensor = lanes.get(index);
    return tensor === undefined ? one.slice() : permuted(one, tensor, permutations);
  });
}

/** A folder with the net and these values of its weights. */
export async function writtenNet(
  { model, net }: Net,
  values: readonly Float32Array[],
): Promise<TempModel> {
  const { json } = await savedModel(net);
  const { modelTopology } = JSON.parse(json) as { readonly modelTopology: object };
  const tensors = model.weights.map(({ name, shape, index }) =>
    float32(name, shape, values[index] ?? []),
  );
  return tempModel(tensors, { modelTopology });
}

export function randomPermutations({ groups }: UnitPlan, seed: number): Uint32Array[] {
  const random = Random.from(seed, 1);
  return groups.map(({ units }) => {
    const order = Uint32Array.from({ length: units }, (_, i) => i);
    for (let last = units - 1; last > 0; last--) {
      const other = Math.floor(random.uniform() * (last + 1));
      [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
    }
    return order;
  });
}

/** What the net gives for the same random rows with these values in its weights. */
export function outputsWith({ net, model }: Net, values: readonly Float32Array[]): Float32Array {
  return tf.tidy(() => {
    const byName = new Map(model.weights.map(({ name, index }) => [name, values[index]]));
    for (const weight of net.weights) {
      const own = byName.get(weight.originalName);
      if (own !== undefined)
        weight.write(
          tf.tensor(
            own,
            weight.shape.map((size) => size ?? 1),
          ),
        );
    }
    const random = Random.from(5, 2);
    const inputs = net.inputs.map(({ shape }) => {
      const sizes = [4, ...shape.slice(1).map((size) => size ?? 1)];
      const isWords = net.layers.some((layer) => layer.getClassName() === 'Embedding');
      const count = sizes.reduce((all, size) => all * size, 1);
      const row = Array.from({ length: count }, () =>
        isWords ? Math.floor(random.uniform() * 11) : random.normal(),
      );
      return tf.tensor(row, sizes);
    });
    const output = net.predict(inputs.length === 1 ? (inputs[0] ?? []) : inputs);
    return (
      (Array.isArray(output) ? output[0] : output)?.dataSync<'float32'>().slice() ??
      new Float32Array()
    );
  });
}

export function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = a.length === b.length ? 0 : Infinity;
  for (let i = 0; i < a.length; i++)
    largest = Math.max(largest, Math.abs((a[i] ?? NaN) - (b[i] ?? NaN)));
  return largest;
}

/** Reads A's and B's values of a tensor from memory. */
export function pairReader(a: readonly Numbers[], b: readonly Numbers[]): Matching['read'] {
  return ({ weight: { index } }: TensorLanes) => {
    const [here, there] = [a[index], b[index]];
    return Promise.resolve(
      here === undefined || there === undefined ? undefined : { a: here, b: there },
    );
  };
}
