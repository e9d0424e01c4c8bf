import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { csvRows } from './csv';
import { holdOutEveryFifth, oneHot, type Examples, type Split } from './examples';
import { modelFiles } from './modelFiles';
import type { Sample } from './sample';
import { applyScaling, fitScaling, type Scaling } from './standardise';
import { accuracy, train } from './train';

export const SPECIES = ['setosa', 'versicolor', 'virginica'] as const;
const MEASURES = ['sepal_length_cm', 'sepal_width_cm', 'petal_length_cm', 'petal_width_cm'];
const SEED = 11;

/** The one sample saved with its optimizer's weights, to be trained on from where it stopped. */
export async function makeIris(epochs = 60): Promise<Sample> {
  const { text, examples, scaling, split } = irisData();
  const model = irisModel();
  await train(model, split.training, { epochs, batchSize: 16, seed: SEED });
  model.setUserDefinedMetadata(irisMetadata(scaling));

  const files = await modelFiles(model, { optimizerWeights: true });
  files.set('iris.csv', text);
  return {
    folder: 'iris',
    files,
    result:
      `accuracy ${accuracy(model, split.training).toFixed(4)} trained on, ` +
      `${accuracy(model, split.heldOut).toFixed(4)} held out, ${accuracy(model, examples).toFixed(4)} all; ` +
      `mean ${scaling.mean.join(', ')}, std ${scaling.std.join(', ')}`,
  };
}

export interface IrisData {
  /** The CSV as it lies in samples/iris. */
  readonly text: string;
  readonly scaling: Scaling;
  /** Standardised measures, species as one-hot. */
  readonly examples: Examples;
  readonly split: Split;
}

/**
 * R. A. Fisher, The use of multiple measurements in taxonomic problems, 1936 (public domain): 150
 * flowers, in Fisher's own figures, of which the UCI copy differs in two rows.
 */
export function irisData(): IrisData {
  const text = readFileSync(join(__dirname, '..', '..', 'samples', 'iris', 'iris.csv'), 'utf8');
  const rows = csvRows(text);
  const measures = rows.map((cells) => cells.slice(0, MEASURES.length).map(Number));
  const scaling = fitScaling(measures);
  const examples = {
    inputs: applyScaling(measures, scaling),
    targets: rows.map((cells) => {
      const species = SPECIES.findIndex((name) => name === cells[MEASURES.length]);
      return oneHot(species, SPECIES.length);
    }),
  };
  return { text, scaling, examples, split: holdOutEveryFifth(examples) };
}

export function irisMetadata(scaling: Scaling): Record<string, unknown> {
  return {
    dataset: 'iris.csv',
    inputs: MEASURES,
    output: 'species',
    classes: SPECIES,
    standardised: scaling,
    heldOut: 'every fifth row',
  };
}

function irisModel(): tf.Sequential {
  const initializer = (index: number): ReturnType<typeof tf.initializers.glorotUniform> =>
    tf.initializers.glorotUniform({ seed: SEED + index });
  const model = tf.sequential({
    name: 'iris',
    layers: [
      tf.layers.dense({
        name: 'hidden_1',
        units: 16,
        activation: 'relu',
        inputShape: [MEASURES.length],
        kernelInitializer: initializer(1),
      }),
      tf.layers.dense({
        name: 'hidden_2',
        units: 8,
        activation: 'relu',
        kernelInitializer: initializer(2),
      }),
      tf.layers.dense({
        name: 'species',
        units: SPECIES.length,
        activation: 'softmax',
        kernelInitializer: initializer(3),
      }),
    ],
  });
  model.compile({
    optimizer: tf.train.adam(0.01),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  });
  return model;
}
