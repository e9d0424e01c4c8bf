import { tensorNames } from '../../src/core/exchange/names';
import type { ExportTensor } from '../../src/core/exchange/tensorNote';
import { FileWeightSource } from '../../src/core/format/fileWeightSource';
import type { Json } from '../../src/core/json';
import type { WeightSource } from '../../src/core/format/weightSource';
import type { Model } from '../../src/core/model/model';
import { readModel } from '../../src/core/model/readModel';
import { encodeModel, encodeNumbers, encodeStrings, type TestTensor } from './encodeModel';
import { MemoryFiles } from './memoryFiles';

export interface ExportedModel {
  readonly model: Model;
  readonly source: WeightSource;
  readonly tensors: readonly ExportTensor[];
}

/** A model in memory with these tensors, in shards that cut across them. */
export function exportedModel(
  tensors: readonly TestTensor[],
  rest: Readonly<Record<string, Json>> = {},
): ExportedModel {
  const { manifest, files } = encodeModel([{ tensors, shardSizes: [5, 12] }]);
  const model = readModel(JSON.stringify({ ...rest, weightsManifest: manifest }), 'model.json');
  const names = tensorNames(model.weights.map(({ name }) => name));
  return {
    model,
    source: new FileWeightSource(model.manifest, new MemoryFiles(files)),
    tensors: model.weights.map((weight, i) => ({ weight, name: names[i] ?? '' })),
  };
}

export function numbers(
  name: string,
  shape: readonly number[],
  dtype: string,
  values: readonly (number | bigint)[],
): TestTensor {
  return { name, shape, dtype, bytes: encodeNumbers(dtype, values) };
}

export function strings(
  name: string,
  shape: readonly number[],
  values: readonly string[],
): TestTensor {
  return { name, shape, dtype: 'string', bytes: encodeStrings(values) };
}

export const TRICKY_FLOATS: readonly number[] = [
  0,
  -0,
  1,
  -1.5,
  0.1,
  1e-45,
  -1.1754942106924411e-38,
  3.4028234663852886e38,
  16777217,
  1e21,
  NaN,
  Infinity,
  -Infinity,
  5e-324,
];

/** A tensor of every type that is exported, with the extremes of each. */
export const EVERY_DTYPE: readonly TestTensor[] = [
  numbers('f32/kernel', [2, 7], 'float32', TRICKY_FLOATS),
  numbers('f64', [14], 'float64', TRICKY_FLOATS),
  numbers('c64', [2], 'complex64', [1, -2, NaN, 0.1]),
  numbers('i32', [3], 'int32', [-(2 ** 31), 0, 2 ** 31 - 1]),
  numbers('u32', [2], 'uint32', [0, 2 ** 32 - 1]),
  numbers('i16', [2], 'int16', [-32768, 32767]),
  numbers('u16', [2], 'uint16', [0, 65535]),
  numbers('i8', [2], 'int8', [-128, 127]),
  numbers('u8', [3, 1, 1], 'uint8', [0, 1, 255]),
  numbers('i64', [3], 'int64', [-(2n ** 63n), 2n ** 53n + 1n, 2n ** 63n - 1n]),
  numbers('u64', [2], 'uint64', [0, 2n ** 64n - 1n]),
  numbers('flags', [4], 'bool', [0, 1, 2, 1]),
  numbers('scalar', [], 'float32', [0.3]),
  numbers('empty', [3, 0], 'float32', []),
  {
    ...numbers('quantized', [4], 'uint8', [0, 1, 128, 255]),
    dtype: 'float32',
    quantization: { dtype: 'uint8', scale: 0.1, min: -3.3, original_dtype: 'float32' },
  },
  { ...numbers('half', [2], 'uint16', [0x3c00, 0xfc00]), dtype: 'float16' },
];

/** Names that somebody might hope to do harm with. */
export const HOSTILE_NAMES: readonly string[] = [
  '../../etc/passwd',
  '..',
  '/absolute',
  'C:\\windows\\system32',
  '..\\..\\up',
  'a/../../b',
  'quote"and\'quote',
  'line\nbreak\r\nand\ttab',
  'nul\0inside',
  '*/ int main(void) { return 1; } /*',
  '"); system("true"); ("',
  '=1+2',
  'CON',
  'tensors',
  'TENSORS',
  'Dense/Kernel',
  'dense/kernel',
  'dense.kernel',
  '__proto__',
  'é\u0301 ΩЖ 漢字 🧠👩‍🚀',
  'right\u202Eto left',
  'trailing. ',
  'x'.repeat(10_240),
  '🧠'.repeat(2_560),
  'static_cast',
  'int',
  '7',
  ' ',
  '.npy',
  'percent%2Fname',
];

export async function bytesOf(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece.slice());
  return Buffer.concat(parts);
}
