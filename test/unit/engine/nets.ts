import * as tf from '@tensorflow/tfjs';
import type { Dataset } from '../../../src/protocol/training';
import { examples, glorot } from './models';

/** The kinds of nets that must come out alike on every backend. */
export interface Net {
  readonly name: string;
  readonly make: () => tf.LayersModel;
  readonly data: Dataset;
}

const ROWS = 80;
const CLASSES = 3;

const out = (): tf.layers.Layer =>
  tf.layers.dense({
    name: 'out',
    units: CLASSES,
    activation: 'softmax',
    kernelInitializer: glorot(9),
  });

export const NETS: readonly Net[] = [
  {
    name: 'MLP',
    make: () =>
      tf.sequential({
        layers: [
          tf.layers.dense({
            name: 'a',
            units: 32,
            activation: 'relu',
            inputShape: [20],
            kernelInitializer: glorot(1),
            kernelRegularizer: tf.regularizers.l2({ l2: 0.001 }),
          }),
          tf.layers.dense({
            name: 'b',
            units: 16,
            activation: 'tanh',
            kernelInitializer: glorot(2),
          }),
          out(),
        ],
      }),
    data: examples(ROWS, [20], CLASSES),
  },
  {
    name: 'CNN with depthwise and BatchNormalization',
    make: () =>
      tf.sequential({
        layers: [
          tf.layers.conv2d({
            name: 'a',
            filters: 6,
            kernelSize: 3,
            padding: 'same',
            activation: 'relu',
            inputShape: [10, 10, 2],
            kernelInitializer: glorot(1),
          }),
          tf.layers.batchNormalization({ name: 'norm' }),
          tf.layers.depthwiseConv2d({
            name: 'b',
            kernelSize: 3,
            depthMultiplier: 2,
            depthwiseInitializer: glorot(2),
          }),
          tf.layers.conv2d({
            name: 'c',
            filters: 20,
            kernelSize: 3,
            strides: 2,
            activation: 'relu',
            kernelInitializer: glorot(3),
          }),
          tf.layers.maxPooling2d({ poolSize: 2 }),
          tf.layers.flatten(),
          out(),
        ],
      }),
    data: examples(ROWS, [10, 10, 2], CLASSES),
  },
  {
    name: 'LSTM',
    make: () =>
      tf.sequential({
        layers: [
          tf.layers.lstm({
            name: 'a',
            units: 8,
            inputShape: [12, 3],
            kernelInitializer: glorot(1),
            recurrentInitializer: glorot(2),
          }),
          out(),
        ],
      }),
    data: examples(ROWS, [12, 3], CLASSES),
  },
  {
    name: 'Embedding and GRU',
    make: () =>
      tf.sequential({
        layers: [
          tf.layers.embedding({
            name: 'words',
            inputDim: 50,
            outputDim: 6,
            inputLength: 10,
            embeddingsInitializer: tf.initializers.randomUniform({
              minval: -1,
              maxval: 1,
              seed: 3,
            }),
          }),
          tf.layers.gru({
            name: 'a',
            units: 6,
            kernelInitializer: glorot(1),
            recurrentInitializer: glorot(2),
          }),
          out(),
        ],
      }),
    data: examples(ROWS, [10], CLASSES, { integersBelow: 50 }),
  },
];
