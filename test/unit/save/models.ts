import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../../src/core/json';
import {
  encodeModel,
  encodeNumbers,
  type TestGroup,
  type TestTensor,
} from '../../support/encodeModel';

/** A Sequential of two Dense layers, d1 and d2, that TensorFlow.js loads. */
export function denseTopology(inputs: number, units: number, outputs: number): object {
  const layers = [
    dense('d1', units, { batch_input_shape: [null, inputs] }),
    dense('d2', outputs, {}),
  ];
  return {
    class_name: 'Sequential',
    config: { name: 'net', layers },
    keras_version: '2.15.0',
    backend: 'tensorflow',
  };
}

function dense(name: string, units: number, first: object): object {
  return {
    class_name: 'Dense',
    config: {
      name,
      units,
      activation: 'linear',
      use_bias: true,
      trainable: true,
      dtype: 'float32',
      ...first,
    },
  };
}

export function floats(count: number, from = 0): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => from + i / 8);
}

export function float32Tensor(name: string, shape: readonly number[], from: number): TestTensor {
  const count = shape.reduce((product, size) => product * size, 1);
  return {
    name,
    shape,
    dtype: 'float32',
    bytes: encodeNumbers('float32', [...floats(count, from)]),
  };
}

export function quantized(
  name: string,
  shape: readonly number[],
  dtype: 'uint8' | 'uint16' | 'float16',
  steps: readonly number[],
  scale = 0.5,
  min = -2,
): TestTensor {
  const quantization: Json =
    dtype === 'float16'
      ? { dtype, original_dtype: 'float32' }
      : { dtype, scale, min, original_dtype: 'float32' };
  const bytes = encodeNumbers(dtype === 'uint8' ? 'uint8' : 'uint16', steps);
  return { name, shape, dtype: 'float32', bytes, quantization };
}

/** The four weights of a model 3 -> 4 -> 2: 48, 16, 32 and 8 bytes. */
export function denseTensors(): [TestTensor, TestTensor, TestTensor, TestTensor] {
  return [
    float32Tensor('d1/kernel', [3, 4], 1),
    float32Tensor('d1/bias', [4], 100),
    float32Tensor('d2/kernel', [4, 2], 200),
    float32Tensor('d2/bias', [2], 300),
  ];
}

export interface SavedFolder {
  readonly folder: string;
  readonly path: string;
  remove(): Promise<void>;
}

/** The text of a model.json around a manifest. */
export type Spelling = (manifest: Json) => string;

export function withFields(fields: object): Spelling {
  return (weightsManifest) =>
    JSON.stringify({ format: 'layers-model', ...fields, weightsManifest }, null, 1);
}

export async function writeModel(
  groups: readonly TestGroup[],
  spell: Spelling = withFields({ modelTopology: denseTopology(3, 4, 2) }),
): Promise<SavedFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'weightscope-save-'));
  const { manifest, files } = encodeModel(groups);
  for (const [path, bytes] of files) await writeFile(join(folder, path), bytes);
  const path = join(folder, 'model.json');
  await writeFile(path, spell(manifest));
  return { folder, path, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** What tells whether a file was touched, by name; folders are left out. */
export async function touched(folder: string): Promise<Record<string, string>> {
  const states: Record<string, string> = {};
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    const { ino, mtimeMs, mode } = await stat(path);
    const hash = createHash('sha1')
      .update(await readFile(path))
      .digest('hex');
    states[entry.name] = `${ino} ${mtimeMs} ${mode} ${hash}`;
  }
  return states;
}

/** Names in a folder, sorted. */
export async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).sort();
}
