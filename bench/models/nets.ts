import type * as tfjs from '@tensorflow/tfjs';

type Tf = typeof tfjs;

/** A net of the table of ms per step, and what goes into it. */
export interface Net {
  readonly make: (tf: Tf) => tfjs.LayersModel;
  readonly input: readonly number[];
  readonly outputs: number;
  /** Inputs are integers below; 0 for uniform numbers. */
  readonly words: number;
}

const WORDS = 1000;

export const NETS: Readonly<Record<string, Net>> = {
  mlp: {
    make: (tf) =>
      tf.sequential({
        layers: [
          tf.layers.dense({ units: 128, activation: 'relu', inputShape: [784] }),
          tf.layers.dropout({ rate: 0.2 }),
          tf.layers.dense({ units: 64, activation: 'relu' }),
          tf.layers.dense({ units: 10, activation: 'softmax' }),
        ],
      }),
    input: [784],
    outputs: 10,
    words: 0,
  },
  cnn: {
    make: (tf) =>
      tf.sequential({
        layers: [
          tf.layers.conv2d({
            filters: 16,
            kernelSize: 3,
            activation: 'relu',
            inputShape: [28, 28, 1],
          }),
          tf.layers.maxPooling2d({ poolSize: 2 }),
          tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }),
          tf.layers.maxPooling2d({ poolSize: 2 }),
          tf.layers.flatten(),
          tf.layers.dense({ units: 10, activation: 'softmax' }),
        ],
      }),
    input: [28, 28, 1],
    outputs: 10,
    words: 0,
  },
  depthwise: {
    make: (tf) =>
      tf.sequential({
        layers: [
          tf.layers.conv2d({ filters: 16, kernelSize: 3, strides: 2, inputShape: [28, 28, 1] }),
          tf.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same' }),
          tf.layers.batchNormalization(),
          tf.layers.conv2d({ filters: 32, kernelSize: 1, activation: 'relu' }),
          tf.layers.globalAveragePooling2d({}),
          tf.layers.dense({ units: 10, activation: 'softmax' }),
        ],
      }),
    input: [28, 28, 1],
    outputs: 10,
    words: 0,
  },
  lstm: {
    make: (tf) =>
      tf.sequential({
        layers: [
          tf.layers.lstm({ units: 32, inputShape: [20, 16] }),
          tf.layers.dense({ units: 10, activation: 'softmax' }),
        ],
      }),
    input: [20, 16],
    outputs: 10,
    words: 0,
  },
  embedding: {
    make: (tf) =>
      tf.sequential({
        layers: [
          tf.layers.embedding({ inputDim: WORDS, outputDim: 32, inputLength: 100 }),
          tf.layers.globalAveragePooling1d({}),
          tf.layers.dense({ units: 10, activation: 'softmax' }),
        ],
      }),
    input: [100],
    outputs: 10,
    words: WORDS,
  },
};

/** The same numbers in every process. */
export function numbersFor(
  { input, outputs, words }: Net,
  rows: number,
): {
  readonly x: Float32Array;
  readonly y: Float32Array;
} {
  let state = 1;
  const next = (): number => (state = (state * 48_271) % 0x7fffffff) / 0x7fffffff;
  const size = input.reduce((product, length) => product * length, 1);
  const x = Float32Array.from({ length: rows * size }, () =>
    words === 0 ? next() : Math.floor(next() * words),
  );
  const y = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++) y[row * outputs + Math.floor(next() * outputs)] = 1;
  return { x, y };
}
