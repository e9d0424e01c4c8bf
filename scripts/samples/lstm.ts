import * as tf from '@tensorflow/tfjs';
import { toCsv } from './csv';
import { pick, type Examples } from './examples';
import { modelFiles } from './modelFiles';
import { seededRandom } from '../../src/core/seededRandom';
import { normal } from './random';
import type { Sample } from './sample';
import { rootMeanSquaredError, train } from './train';

const WINDOW = 16;
const WINDOWS = 300;
/** The last fifth in time: windows overlap, so rows held out in between would be known by heart. */
const TRAINING_WINDOWS = 240;
/** Samples per turn of the sine, on purpose no whole number. */
const PERIOD = 25.7;
const NOISE_STD = 0.05;
const UNITS = 8;
const SEED = 7;

/** Reads 16 values of a noisy sine and names the next one. */
export async function makeLstm(epochs = 60): Promise<Sample> {
  const examples = sineWindows();
  const training = pick(examples, (index) => index < TRAINING_WINDOWS);
  const heldOut = pick(examples, (index) => index >= TRAINING_WINDOWS);

  const model = lstmModel();
  await train(model, training, { epochs, batchSize: 32, seed: SEED });
  model.setUserDefinedMetadata({
    dataset: 'sine.csv',
    inputs: `${WINDOW} values in a row of a sine with noise of std ${NOISE_STD}`,
    output: 'next',
    heldOut: `the last ${WINDOWS - TRAINING_WINDOWS} rows`,
  });

  const files = await modelFiles(model);
  const names = Array.from({ length: WINDOW }, (_, step) => `value_${step + 1}`);
  files.set(
    'sine.csv',
    toCsv(
      [...names, 'next'],
      examples.inputs.map((input, index) => [...input, ...(examples.targets[index] ?? [])]),
    ),
  );
  return {
    folder: 'lstm',
    files,
    result:
      `RMSE ${rootMeanSquaredError(model, training).toFixed(4)} trained on, ` +
      `${rootMeanSquaredError(model, heldOut).toFixed(4)} held out; ` +
      `${repeatError(heldOut).toFixed(4)} when the last value is repeated; noise ${NOISE_STD}`,
  };
}

/** The baseline to beat: the next value is the last one. */
function repeatError({ inputs, targets }: Examples): number {
  const squares = inputs.map((input, index) => ((targets[index]?.[0] ?? NaN) - (input.at(-1) ?? NaN)) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

function sineWindows(): Examples {
  const random = seededRandom(SEED);
  const series = Array.from({ length: WINDOWS + WINDOW }, (_, time) =>
    Number((Math.sin((2 * Math.PI * time) / PERIOD) + NOISE_STD * normal(random)).toFixed(4)),
  );
  const starts = Array.from({ length: WINDOWS }, (_, start) => start);
  return {
    inputs: starts.map((start) => series.slice(start, start + WINDOW)),
    targets: starts.map((start) => series.slice(start + WINDOW, start + WINDOW + 1)),
  };
}

function lstmModel(): tf.Sequential {
  const model = tf.sequential({
    name: 'sine_lstm',
    layers: [
      tf.layers.lstm({
        name: 'lstm',
        units: UNITS,
        inputShape: [WINDOW, 1],
        kernelInitializer: tf.initializers.glorotUniform({ seed: SEED }),
        recurrentInitializer: tf.initializers.orthogonal({ seed: SEED + 1 }),
        unitForgetBias: true,
      }),
      tf.layers.dense({
        name: 'next',
        units: 1,
        kernelInitializer: tf.initializers.glorotUniform({ seed: SEED + 2 }),
      }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
  return model;
}
