import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import type { NumberValues } from '../../../src/core/format/weightSource';
import type { Edit } from '../../../src/core/model/edits/edit';
import type { ValueStore } from '../../../src/core/model/edits/valueStore';
import type { Weight } from '../../../src/core/model/model';
import { makeEdit } from '../../../src/compute/edits/makeEdit';
import { OpenedModel } from '../../../src/compute/openedModel';
import type { EditRequest } from '../../../src/protocol/edit';
import { weightValues } from '../../support/loadWithTfjs';
import { MemoryFiles } from '../../support/memoryFiles';
import { LAYER_KINDS, savedModel } from '../../support/tfjsModels';

/** Axes along which a kernel's outputs lie. */
const OUTPUTS = ['unit', 'filter', 'gate × unit', 'gate × filter', 'multiplier'];
const MUTED = 1;

/** The weight whose unit is muted, and after how many channels of the output the same one comes again. */
const MUTABLE: Readonly<Record<string, { readonly role: string; readonly every: number }>> = {
  Dense: { role: 'kernel', every: 4 },
  'Dense without bias': { role: 'kernel', every: 4 },
  Conv1D: { role: 'kernel', every: 5 },
  Conv2D: { role: 'kernel', every: 5 },
  Conv3D: { role: 'kernel', every: 5 },
  Conv2DTranspose: { role: 'kernel', every: 5 },
  Conv3DTranspose: { role: 'kernel', every: 5 },
  DepthwiseConv2D: { role: 'depthwise kernel', every: 2 },
  SeparableConv2D: { role: 'pointwise kernel', every: 5 },
  SimpleRNN: { role: 'kernel', every: 4 },
  LSTM: { role: 'kernel', every: 4 },
  GRU: { role: 'kernel', every: 4 },
  ConvLSTM2D: { role: 'kernel', every: 5 },
  TimeDistributed: { role: 'kernel', every: 4 },
};

describe('an edit of every kind of layer that TensorFlow.js saves', () => {
  for (const [kind, build] of Object.entries(LAYER_KINDS)) {
    it(`${kind}: is drawn anew from what TensorFlow.js drew it from`, async () => {
      const built = build();
      const { opened, make } = await open(built);
      const expected = weightValues(built);
      const weights = opened.model.weights.map(({ index }) => index);
      const other = await make({ kind: 'fill', weights, value: 7 });
      await opened.setEdits([other]);
      await opened.setEdits([other, await make({ kind: 'initialise', weights, seed: 3 })]);
      for (const weight of opened.model.weights) {
        const ours = await valuesOf(opened, weight);
        const theirs = expected.get(weight.name) ?? new Float32Array(0);
        const constants = [...new Set(theirs)];
        // Zeros, ones, and the ones of a forget gate among zeros.
        if (constants.length <= 2 && constants.every((value) => value === 0 || value === 1))
          assert.deepEqual(ours, theirs, weight.name);
        else {
          assert.equal(new Set(ours).size, ours.length, weight.name);
          // The norm of a few random values says little.
          if (ours.length < 12) continue;
          const ratio = norm(ours) / norm(theirs);
          assert.ok(ratio > 1 / 3 && ratio < 3, `${weight.name}: ${ratio} times the norm`);
        }
      }
      built.dispose();
    });
  }

  for (const [kind, muted] of Object.entries(MUTABLE)) {
    it(`${kind}: a muted unit or filter gives nothing, and the others still do`, async () => {
      const built = LAYER_KINDS[kind]?.();
      assert.ok(built !== undefined);
      // Biases begin at 0: muting them would change nothing.
      built.setWeights(built.getWeights().map((weight) => weight.add(0.25)));
      const { opened, make } = await open(built);
      const kernel = opened.model.weights.find(({ role }) => role === muted.role);
      assert.ok(kernel !== undefined);
      const axis = kernel.axes.findIndex(({ name }) => OUTPUTS.includes(name));
      const request = {
        kind: 'mute',
        weight: kernel.index,
        slice: { axis, index: MUTED },
      } as const;
      const edit = await make(request);
      await opened.setEdits([edit]);
      const shown = new Map<string, tf.Tensor>();
      for (const weight of opened.model.weights) {
        const values = await valuesOf(opened, weight);
        shown.set(weight.name, tf.tensor(values, [...weight.shape]));
      }
      built.setWeights(
        built.weights.map(({ originalName }) => shown.get(originalName) ?? tf.scalar(NaN)),
      );
      const [input] = built.inputs;
      const shape = (input?.shape ?? []).map((size) => size ?? 1);
      const output = built.predict(tf.randomNormal(shape)) as tf.Tensor;
      const channels = output.shape.at(-1) ?? 1;
      const values = output.dataSync();
      for (let channel = 0; channel < channels; channel++) {
        const own = [...values].filter((_, i) => i % channels === channel);
        const isMuted = channel % muted.every === MUTED;
        assert.equal(
          own.every((value) => value === 0),
          isMuted,
          `${edit.label}: channel ${channel}`,
        );
      }
      built.dispose();
    });
  }
});

async function open(built: tf.LayersModel): Promise<{
  opened: OpenedModel;
  make: (request: EditRequest) => Promise<Edit>;
}> {
  const { json, weights } = await savedModel(built);
  const store = new MemoryStore();
  const memory = new MemoryFiles(
    new Map([
      ['weights.bin', weights],
      ['model.json', new TextEncoder().encode(json)],
    ]),
  );
  const files = {
    size: (path: string) => memory.size(path),
    read: (path: string, offset: number, length: number) => memory.read(path, offset, length),
    forget: () => Promise.resolve(),
  };
  const opened = await OpenedModel.open(files, 'model.json', { store });
  const make = async (request: EditRequest): Promise<Edit> => {
    const made = await makeEdit(request, {
      opened,
      store,
      quantized: null,
      turn: () => Promise.resolve(),
      progress: () => undefined,
    });
    assert.ok('edit' in made && made.edit !== null);
    return made.edit;
  };
  return { opened, make };
}

async function valuesOf(opened: OpenedModel, weight: Weight): Promise<NumberValues> {
  return (await opened.values.source('edited').read(weight, 0, weight.size)) as NumberValues;
}

function norm(values: ArrayLike<number>): number {
  return Math.sqrt(Array.from(values).reduce((sum, value) => sum + value ** 2, 0));
}

/** Files of one array each. */
class MemoryStore implements ValueStore {
  private readonly files: Float32Array[] = [];

  async write(values: Parameters<ValueStore['write']>[0]): Promise<string> {
    const all: number[] = [];
    for await (const piece of values) for (const value of piece) all.push(Number(value));
    return String(this.files.push(Float32Array.from(all)) - 1);
  }

  read(file: string, _: unknown, start: number, end: number): Promise<Float32Array> {
    return Promise.resolve(this.files[Number(file)]?.slice(start, end) ?? new Float32Array(0));
  }

  remove(): Promise<void> {
    return Promise.reject(new Error('Nothing is removed here.'));
  }
}
