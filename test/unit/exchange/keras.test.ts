import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { EXPORT_FORMATS, type ExportFormat } from '../../../src/core/exchange/formats';
import { NodeFiles } from '../../../src/compute/files/nodeFiles';
import { createSession } from '../../../src/compute/session';
import { loadWithTfjs } from '../../support/loadWithTfjs';
import { runPython } from '../../support/python';
import { withPython } from '../../support/pythonPackages';
import { sampleModel } from '../../support/sampleData';
import { savedModel } from '../../support/tfjsModels';
import { call } from '../compute/calls';

/** Builds the model of a TensorFlow.js topology by hand, layer by layer, and runs the snippets on it. */
const SCRIPT = `
import json, os, sys
os.environ.update(TF_CPP_MIN_LOG_LEVEL='3', CUDA_VISIBLE_DEVICES='-1')
import numpy as np, keras
def activation(name):
    if name == 'hard_sigmoid': return lambda x: keras.ops.clip(0.2 * x + 0.5, 0, 1)
    return name
KEPT = ['name', 'units', 'filters', 'kernel_size', 'strides', 'padding', 'use_bias', 'pool_size', 'epsilon',
        'momentum', 'center', 'scale', 'axis', 'target_shape', 'return_sequences']
def build(topology):
    layers = []
    for spec in topology['config']['layers']:
        config = spec['config']
        shape = config.get('batch_input_shape')
        if shape and not layers: layers.append(keras.Input(shape=[n for n in shape[1:]]))
        if spec['class_name'] == 'InputLayer': continue
        kept = {k: config[k] for k in KEPT if k in config}
        for key in ['activation', 'recurrent_activation']:
            if key in config: kept[key] = activation(config[key])
        layers.append(getattr(keras.layers, spec['class_name'])(**kept))
    return keras.Sequential(layers)
out = []
for case in json.load(sys.stdin):
    x = np.array(case['x'], np.float32)
    answers = []
    for snippet in case['snippets']:
        model = eval(case['build'], {'keras': keras}) if 'build' in case else build(case['topology'])

        exec(snippet, {'model': model})
        answers.append(np.asarray(model(x, training=False)).astype(float).tolist())
    out.append(answers)
json.dump(out, sys.stdout)
`;

const FORMATS = ['npz', 'safetensors', 'json', 'csv'] as const satisfies readonly ExportFormat[];
const SAMPLES = ['coffee-roasting', 'iris', 'digits', 'lstm'];

withPython(
  'Keras takes the weights by the Python that is copied',
  { numpy: 'numpy', safetensors: 'safetensors', 'tensorflow-cpu': 'tensorflow' },
  (python) => {
    it(`and predicts what TensorFlow.js predicts: ${SAMPLES.join(', ')}`, async function () {
      this.timeout(300_000);
      const folder = await mkdtemp(join(tmpdir(), 'weightscope-keras-'));
      try {
        const cases = [];
        const expected: number[][][] = [];
        for (const sample of SAMPLES) {
          const model = await loadWithTfjs(sampleModel(sample));
          const { x, y } = predicted(model);
          expected.push(y);
          const { modelTopology } = JSON.parse(await readFile(sampleModel(sample), 'utf8')) as {
            modelTopology: object;
          };
          const snippets = await Promise.all(
            FORMATS.map((format) => exported(sampleModel(sample), format, join(folder, sample))),
          );
          cases.push({ topology: modelTopology, x, snippets });
        }
        const answers = runPython(SCRIPT, cases, python) as number[][][][];
        for (const [i, sample] of SAMPLES.entries())
          for (const [j, format] of FORMATS.entries())
            assertClose(answers[i]?.[j], expected[i], `${sample} by ${format}`);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });

    it('in layers that are nested, wrapped or run both ways', async function () {
      this.timeout(300_000);
      const folder = await mkdtemp(join(tmpdir(), 'weightscope-keras-'));
      try {
        const cases = [];
        const expected: number[][][] = [];
        for (const [name, { make, build }] of Object.entries(WRAPPED)) {
          const model = make();
          // Bias and moving statistics as after training.
          model.setWeights(
            model.getWeights().map((w, i) => tf.randomUniform(w.shape, 0.1, 0.9, 'float32', i)),
          );
          const { x, y } = predicted(model);
          expected.push(y);
          const { json, weights } = await savedModel(model);
          await mkdir(join(folder, name));
          await writeFile(join(folder, name, 'model.json'), json);
          await writeFile(join(folder, name, 'weights.bin'), weights);
          const path = join(folder, name, 'model.json');
          cases.push({ build, x, snippets: [await exported(path, 'npz', join(folder, name))] });
        }
        const answers = runPython(SCRIPT, cases, python) as number[][][][];
        for (const [i, name] of Object.keys(WRAPPED).entries())
          assertClose(answers[i]?.[0], expected[i], name);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  },
);

const steps = { inputShape: [5, 3] };
const sigmoid = { recurrentActivation: 'sigmoid' } as const;

/** The same model in TensorFlow.js and, as Python, in Keras. */
const WRAPPED: Readonly<Record<string, { make: () => tf.LayersModel; build: string }>> = {
  wrappers: {
    make: () =>
      tf.sequential({
        layers: [
          tf.layers.bidirectional({
            name: 'both',
            layer: tf.layers.lstm({ units: 2, returnSequences: true, ...sigmoid }),
            mergeMode: 'concat',
            ...steps,
          }),
          tf.layers.timeDistributed({ name: 'each', layer: tf.layers.dense({ units: 3 }) }),
          tf.layers.gru({ name: 'gru', units: 2, ...sigmoid }),
        ],
      }),
    build: `keras.Sequential([keras.Input((5, 3)), keras.layers.Bidirectional(keras.layers.LSTM(2, return_sequences=True), name='both'),
      keras.layers.TimeDistributed(keras.layers.Dense(3), name='each'), keras.layers.GRU(2, reset_after=False, name='gru')])`,
  },
  nested: {
    make: () => {
      const inner = tf.sequential({ name: 'inner' });
      inner.add(tf.layers.dense({ name: 'first', units: 4, inputShape: [3] }));
      inner.add(tf.layers.batchNormalization({ name: 'norm' }));
      inner.add(tf.layers.dense({ name: 'second', units: 2 }));
      return tf.sequential({
        layers: [inner, tf.layers.dense({ name: 'out', units: 2 })],
      });
    },
    build: `keras.Sequential([keras.Input((3,)), keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, name='first'),
      keras.layers.BatchNormalization(name='norm'), keras.layers.Dense(2, name='second')], name='inner'), keras.layers.Dense(2, name='out')])`,
  },
  'a model at each step': {
    make: () => {
      const inner = tf.sequential({ name: 'inner' });
      inner.add(tf.layers.dense({ name: 'first', units: 4, inputShape: [3] }));
      inner.add(tf.layers.dense({ name: 'second', units: 2 }));
      return tf.sequential({
        layers: [
          tf.layers.timeDistributed({ name: 'each', layer: inner, ...steps }),
          tf.layers.flatten({ name: 'flat' }),
        ],
      });
    },
    build: `keras.Sequential([keras.Input((5, 3)), keras.layers.TimeDistributed(keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, name='first'),
      keras.layers.Dense(2, name='second')], name='inner'), name='each'), keras.layers.Flatten()])`,
  },
  separable: {
    make: () =>
      tf.sequential({
        layers: [
          tf.layers.separableConv2d({
            name: 'sep',
            filters: 5,
            kernelSize: 3,
            inputShape: [6, 6, 3],
          }),
          tf.layers.conv2dTranspose({ name: 'up', filters: 2, kernelSize: 3, strides: 2 }),
          tf.layers.flatten({ name: 'flat' }),
        ],
      }),
    build: `keras.Sequential([keras.Input((6, 6, 3)), keras.layers.SeparableConv2D(5, 3, name='sep'),
      keras.layers.Conv2DTranspose(2, 3, strides=2, name='up'), keras.layers.Flatten()])`,
  },
};

function predicted(model: tf.LayersModel): { x: unknown; y: number[][] } {
  const [, ...rest] = model.inputs[0]?.shape ?? [];
  const x = tf.randomUniform([7, ...rest.map((size) => size ?? 1)], -2, 2, 'float32', 5);
  const y = model.predict(x) as tf.Tensor;
  return { x: x.arraySync(), y: y.arraySync() as number[][] };
}

async function exported(path: string, format: ExportFormat, base: string): Promise<string> {
  const files = new NodeFiles(path);
  const session = createSession(files, 'model.json');
  const { extension } = EXPORT_FORMATS[format];
  const target = extension === '' ? `${base}-${format}` : `${base}.${extension}`;
  const scope = { kind: 'model', optimizer: false } as const;
  const { weights } = await session.planExport({ scope, format }, call());
  const request = { format, weights, target, shownPath: target, shardBytes: 4096 };
  const { python } = await session.exportWeights(request, call());
  await files.forget();
  assert.ok(python !== null);
  return python;
}

/** To 1e-5 of the size of the outputs. */
function assertClose(
  actual: readonly (readonly number[])[] | undefined,
  expected: readonly (readonly number[])[] | undefined,
  what: string,
): void {
  assert.ok(actual && expected);
  assert.deepEqual([actual.length, actual[0]?.length], [expected.length, expected[0]?.length]);
  const scale = Math.max(...expected.flat().map(Math.abs));
  assert.ok(scale > 0);
  actual.flat().forEach((value, i) => {
    const difference = Math.abs(value - (expected.flat()[i] ?? NaN));
    assert.ok(difference <= 1e-5 * scale, `${what}: off by ${difference} of ${scale}`);
  });
}
