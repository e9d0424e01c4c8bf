import * as tf from '@tensorflow/tfjs';
import { toCsv } from './csv';
import { holdOutEveryFifth, type Examples } from './examples';
import { modelFiles } from './modelFiles';
import { seededRandom } from '../../src/core/seededRandom';
import type { Sample } from './sample';
import { applyScaling, fitScaling } from './standardise';
import { accuracy, train } from './train';

const ROASTS = 1000;
const SEED = 2;

/** The model that learns: the L2 penalty is small beside the loss. */
export function makeCoffeeRoasting(epochs = 150): Promise<Sample> {
  return make('coffee-roasting', 0.001, epochs);
}

/**
 * The model as a learner wrote it. The penalty outweighs all that a kernel can win, so every
 * kernel goes to zero and only the last bias is left, which says the base rate.
 */
export function makeCoffeeRoastingCollapsed(epochs = 150): Promise<Sample> {
  return make('coffee-roasting-collapsed', 0.1, epochs);
}

async function make(folder: string, l2: number, epochs: number): Promise<Sample> {
  const roasts = roastCoffee();
  const scaling = fitScaling(roasts.inputs);
  const examples = { ...roasts, inputs: applyScaling(roasts.inputs, scaling) };
  const { training, heldOut } = holdOutEveryFifth(examples);

  const model = coffeeModel(folder.replaceAll('-', '_'), l2);
  await train(model, training, { epochs, batchSize: 32, seed: SEED });
  model.setUserDefinedMetadata({
    dataset: 'coffee-roasting.csv',
    inputs: ['temperature_celsius', 'duration_minutes'],
    output: 'good_roast',
    standardised: scaling,
    heldOut: 'every fifth row',
    l2,
  });

  const bad = roasts.targets.filter(([good]) => good === 0).length / ROASTS;
  const files = await modelFiles(model);
  files.set(
    'coffee-roasting.csv',
    toCsv(
      ['temperature_celsius', 'duration_minutes', 'good_roast'],
      roasts.inputs.map((input, index) => [...input, ...(roasts.targets[index] ?? [])]),
    ),
  );
  return {
    folder,
    files,
    result:
      `accuracy ${accuracy(model, training).toFixed(4)} trained on, ` +
      `${accuracy(model, heldOut).toFixed(4)} held out, ${accuracy(model, examples).toFixed(4)} all; ` +
      `share of bad roasts ${bad.toFixed(4)}; ${describe(scaling)}`,
  };
}

function describe(scaling: ReturnType<typeof fitScaling>): string {
  return `mean ${scaling.mean.join(', ')}, std ${scaling.std.join(', ')}`;
}

function coffeeModel(name: string, l2: number): tf.Sequential {
  const layer = (index: number, units: number, activation: 'relu' | 'sigmoid'): tf.layers.Layer =>
    tf.layers.dense({
      name: `layer_${index}`,
      units,
      activation,
      kernelInitializer: tf.initializers.glorotUniform({ seed: SEED + index }),
      kernelRegularizer: tf.regularizers.l2({ l2 }),
      ...(index === 1 ? { inputShape: [2] } : {}),
    });
  const layers = [layer(1, 6, 'relu'), layer(2, 6, 'relu'), layer(3, 1, 'sigmoid')];
  const model = tf.sequential({ name, layers });
  model.compile({
    optimizer: tf.train.adam(0.01),
    loss: 'binaryCrossentropy',
    metrics: ['accuracy'],
  });
  return model;
}

/**
 * The synthetic data set of a well-known machine-learning course: uniform over 150 to 285 °C and
 * 11.5 to 15.5 minutes, good inside a triangle (hotter needs shorter), no noise.
 */
function roastCoffee(): Examples {
  const random = seededRandom(SEED);
  const inputs = Array.from({ length: ROASTS }, () => [
    Number((150 + 135 * random()).toFixed(2)),
    Number((11.5 + 4 * random()).toFixed(3)),
  ]);
  const targets = inputs.map(([celsius = NaN, minutes = NaN]) => [
    Number(isGoodRoast(celsius, minutes)),
  ]);
  return { inputs, targets };
}

function isGoodRoast(celsius: number, minutes: number): boolean {
  const longest = 21 - (3 / (260 - 175)) * celsius;
  return celsius > 175 && celsius < 260 && minutes > 12 && minutes < 15 && minutes <= longest;
}
