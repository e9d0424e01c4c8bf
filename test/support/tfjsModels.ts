import * as tf from '@tensorflow/tfjs';

/** A model as TensorFlow.js saves it, in memory. */
export interface SavedModel {
  /** Text of model.json. */
  readonly json: string;
  readonly weights: Uint8Array;
}

/** The path that model.json names. */
const SHARD = 'weights.bin';

/** What `model.save` hands over, written as model.json and one shard. */
export async function savedModel(
  model: tf.LayersModel,
  options: tf.io.SaveConfig = {},
): Promise<SavedModel> {
  let saved: SavedModel | undefined;
  const handler = tf.io.withSaveHandler((artifacts) => {
    const { modelTopology, weightSpecs = [], weightData, ...rest } = artifacts;
    const manifest = [{ paths: [SHARD], weights: weightSpecs }];
    const parts = weightData instanceof Array ? weightData : [weightData ?? new ArrayBuffer(0)];
    saved = {
      json: JSON.stringify({ modelTopology, ...rest, weightsManifest: manifest }),
      weights: Buffer.concat(parts.map((part) => Buffer.from(part))),
    };
    return Promise.resolve({
      modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' as const },
    });
  });
  await model.save(handler, options);
  if (saved === undefined) throw new Error('TensorFlow.js did not save the model.');
  return saved;
}

/** A Sequential of the layers given; the first states the input shape. */
export function sequential(...layers: tf.layers.Layer[]): tf.Sequential {
  return tf.sequential({ layers });
}

/** One model for every kind of layer with weights that TensorFlow.js can save, by its class name. */
export const LAYER_KINDS: Readonly<Record<string, () => tf.LayersModel>> = {
  Dense: () => sequential(tf.layers.dense({ name: 'd', units: 4, inputShape: [3] })),
  'Dense without bias': () =>
    sequential(tf.layers.dense({ name: 'd', units: 4, inputShape: [3], useBias: false })),
  Conv1D: () =>
    sequential(tf.layers.conv1d({ name: 'c', filters: 5, kernelSize: 3, inputShape: [9, 2] })),
  Conv2D: () =>
    sequential(
      tf.layers.conv2d({
        name: 'c',
        filters: 5,
        kernelSize: [3, 2],
        strides: 2,
        inputShape: [9, 8, 3],
      }),
    ),
  Conv3D: () =>
    sequential(
      tf.layers.conv3d({
        name: 'c',
        filters: 5,
        kernelSize: 2,
        padding: 'same',
        inputShape: [4, 5, 6, 3],
      }),
    ),
  Conv2DTranspose: () =>
    sequential(
      tf.layers.conv2dTranspose({
        name: 'c',
        filters: 5,
        kernelSize: 3,
        strides: 2,
        inputShape: [4, 4, 2],
      }),
    ),
  Conv3DTranspose: () =>
    sequential(
      tf.layers.conv3dTranspose({
        name: 'c',
        filters: 4,
        kernelSize: 3,
        padding: 'same',
        inputShape: [4, 4, 4, 2],
      }),
    ),
  DepthwiseConv2D: () =>
    sequential(
      tf.layers.depthwiseConv2d({
        name: 'c',
        kernelSize: 3,
        depthMultiplier: 2,
        inputShape: [8, 8, 3],
      }),
    ),
  SeparableConv2D: () =>
    sequential(
      tf.layers.separableConv2d({
        name: 'c',
        filters: 5,
        kernelSize: 3,
        depthMultiplier: 2,
        inputShape: [8, 8, 3],
      }),
    ),
  BatchNormalization: () =>
    sequential(tf.layers.batchNormalization({ name: 'b', inputShape: [4, 3] })),
  'BatchNormalization without scale': () =>
    sequential(tf.layers.batchNormalization({ name: 'b', scale: false, inputShape: [4, 3] })),
  'BatchNormalization without centre': () =>
    sequential(tf.layers.batchNormalization({ name: 'b', center: false, inputShape: [4, 3] })),
  LayerNormalization: () =>
    sequential(tf.layers.layerNormalization({ name: 'l', inputShape: [4, 3] })),
  Embedding: () =>
    sequential(tf.layers.embedding({ name: 'e', inputDim: 10, outputDim: 4, inputLength: 5 })),
  SimpleRNN: () => sequential(tf.layers.simpleRNN({ name: 'r', units: 4, inputShape: [5, 3] })),
  LSTM: () =>
    sequential(tf.layers.lstm({ name: 'r', units: 4, inputShape: [5, 3], returnSequences: true })),
  GRU: () => sequential(tf.layers.gru({ name: 'r', units: 4, inputShape: [5, 3] })),
  ConvLSTM2D: () =>
    sequential(
      tf.layers.convLstm2d({
        name: 'r',
        filters: 2,
        kernelSize: 3,
        returnSequences: true,
        inputShape: [4, 8, 8, 3],
      }),
    ),
  'RNN with one cell': () =>
    sequential(
      tf.layers.rnn({ name: 'r', cell: tf.layers.gruCell({ units: 4 }), inputShape: [5, 3] }),
    ),
  'RNN with stacked cells': () =>
    sequential(
      tf.layers.rnn({
        name: 'r',
        cell: [tf.layers.lstmCell({ units: 2 }), tf.layers.gruCell({ units: 3 })],
        inputShape: [5, 3],
      }),
    ),
  Bidirectional: () =>
    sequential(
      tf.layers.bidirectional({
        name: 'bi',
        layer: tf.layers.lstm({ name: 'inner', units: 2 }),
        mergeMode: 'concat',
        inputShape: [5, 3],
      }),
    ),
  TimeDistributed: () =>
    sequential(
      tf.layers.timeDistributed({
        name: 'td',
        layer: tf.layers.dense({ name: 'inner', units: 2 }),
        inputShape: [5, 3],
      }),
    ),
  PReLU: () => sequential(tf.layers.prelu({ name: 'p', inputShape: [4] })),
  'nested models': nestedModel,
  'a shared layer': sharedLayer,
};

function nestedModel(): tf.LayersModel {
  const inner = tf.sequential({ name: 'inner_model' });
  inner.add(tf.layers.dense({ name: 'inner_dense', units: 2, inputShape: [3] }));
  const input = tf.input({ shape: [3], name: 'in' });
  const features = inner.apply(input) as tf.SymbolicTensor;
  const output = tf.layers.dense({ name: 'out', units: 1 }).apply(features);
  return tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
}

/** Both inputs go through one Dense, whose outputs are joined. */
function sharedLayer(): tf.LayersModel {
  const shared = tf.layers.dense({ name: 'shared', units: 2 });
  const inputs = ['a', 'b'].map((name) => tf.input({ shape: [3], name }));
  const both = inputs.map((input) => shared.apply(input) as tf.SymbolicTensor);
  const output = tf.layers.concatenate({ name: 'joined' }).apply(both) as tf.SymbolicTensor;
  return tf.model({ inputs, outputs: output });
}
