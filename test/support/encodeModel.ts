import type { Json } from '../../src/core/json';

/** A tensor as a test states it; values are what a reader should get back. */
export interface TestTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly bytes: Uint8Array;
  readonly quantization?: Json;
}

/** A group of tensors and where the cuts between its files lie. */
export interface TestGroup {
  readonly tensors: readonly TestTensor[];
  readonly shardSizes: readonly number[];
}

export interface EncodedModel {
  readonly manifest: Json;
  readonly files: Map<string, Uint8Array>;
}

/** Writes groups as the converter does, with shards of the given sizes; the last takes what is left. */
export function encodeModel(groups: readonly TestGroup[]): EncodedModel {
  const files = new Map<string, Uint8Array>();
  const manifest = groups.map(({ tensors, shardSizes }, index): Json => {
    let rest = concatenated(tensors.map(({ bytes }) => bytes));
    const count = shardSizes.length + 1;
    const paths = Array.from({ length: count }, (_, shard) => {
      const path = `group${index + 1}-shard${shard + 1}of${count}.bin`;
      const size = shardSizes[shard] ?? rest.length;
      files.set(path, rest.slice(0, size));
      rest = rest.slice(size);
      return path;
    });
    const weights = tensors.map(({ name, shape, dtype, quantization }): Json => {
      const entry = { name, shape, dtype };
      return quantization === undefined ? entry : { ...entry, quantization };
    });
    return { paths, weights };
  });
  return { manifest, files };
}

export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The values of a tensor written one by one with DataView, apart from how the product reads them. */
export function encodeNumbers(dtype: string, values: readonly (number | bigint)[]): Uint8Array {
  const write = writers[dtype];
  if (write === undefined) throw new Error(`no writer for ${dtype}`);
  const { width, put } = write;
  const bytes = new Uint8Array(values.length * width);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    put(view, i * width, value);
  });
  return bytes;
}

export function encodeStrings(values: readonly string[]): Uint8Array {
  return concatenated(
    values.flatMap((value) => {
      const text = new TextEncoder().encode(value);
      return [encodeNumbers('uint32', [text.length]), text];
    }),
  );
}

interface Writer {
  readonly width: number;
  readonly put: (view: DataView, at: number, value: number | bigint) => void;
}

const writers: Record<string, Writer> = {
  float32: { width: 4, put: (view, at, value) => view.setFloat32(at, Number(value), true) },
  complex64: { width: 4, put: (view, at, value) => view.setFloat32(at, Number(value), true) },
  float64: { width: 8, put: (view, at, value) => view.setFloat64(at, Number(value), true) },
  bool: { width: 1, put: (view, at, value) => view.setUint8(at, Number(value)) },
  int8: { width: 1, put: (view, at, value) => view.setInt8(at, Number(value)) },
  uint8: { width: 1, put: (view, at, value) => view.setUint8(at, Number(value)) },
  int16: { width: 2, put: (view, at, value) => view.setInt16(at, Number(value), true) },
  uint16: { width: 2, put: (view, at, value) => view.setUint16(at, Number(value), true) },
  int32: { width: 4, put: (view, at, value) => view.setInt32(at, Number(value), true) },
  uint32: { width: 4, put: (view, at, value) => view.setUint32(at, Number(value), true) },
  int64: { width: 8, put: (view, at, value) => view.setBigInt64(at, BigInt(value), true) },
  uint64: { width: 8, put: (view, at, value) => view.setBigUint64(at, BigInt(value), true) },
};
