import { asArray, asObject, type Json, type JsonObject, property } from '../json';
import { isArrayAt, type JsonSpan, member, rootSpan } from '../format/write/jsonSpans';
import { bytesPerElement } from '../format/dtypes';
import type { WeightSource } from '../format/weightSource';
import type { Model } from '../model/model';
import { exportedDType, type ExportTensor, tensorNote } from './tensorNote';
import { allStrings, type ExportFile, numberBytes } from './valuePieces';

/** What the Python converter takes as well (`--weight_shard_size_bytes`). */
export const DEFAULT_SHARD_BYTES = 4 * 1024 * 1024;

/**
 * A copy of the model in new shards: model.json with everything that it has but the manifest, which
 * names the chosen tensors in one group, and the shards. Quantized tensors are written as the type that
 * they stand for, half floats as float32, and `storedAs` in their entry says what they were.
 * @param json the bytes of model.json, of which only the manifest changes.
 */
export async function tfjsFiles(
  model: Model,
  source: WeightSource,
  tensors: readonly ExportTensor[],
  shardBytes: number,
  json: Uint8Array,
): Promise<ExportFile[]> {
  let total = 0;
  for (const tensor of tensors) total += await storedBytes(source, tensor);
  const count = Math.max(1, Math.ceil(total / shardBytes));
  const paths = Array.from({ length: count }, (_, i) => `group1-shard${i + 1}of${count}.bin`);
  const bytes = new Cutter(allBytes(source, tensors));
  const shards = paths.map((path): ExportFile => ({ path, pieces: () => bytes.take(shardBytes) }));
  const manifest = new TextEncoder().encode(JSON.stringify(manifestOf(model, paths, tensors)));
  const { start, end } = manifestSpan(json);
  const modelJson: ExportFile = {
    path: 'model.json',
    pieces: () => [json.subarray(0, start), manifest, json.subarray(end)],
  };
  return [...shards, modelJson];
}

async function storedBytes(source: WeightSource, { weight }: ExportTensor): Promise<number> {
  const width = bytesPerElement(exportedDType(weight));
  if (width !== undefined) return width * weight.size;
  const encoder = new TextEncoder();
  let bytes = 0;
  for (const text of await allStrings(source, weight)) bytes += 4 + encoder.encode(text).length;
  return bytes;
}

/** A bare manifest, as face-api.js writes it, is the whole file. */
function manifestSpan(json: Uint8Array): JsonSpan {
  const root = rootSpan(json);
  const span = isArrayAt(json, root) ? root : member(json, root, 'weightsManifest');
  if (span === undefined) throw new RangeError('A model without a manifest has no weights.');
  return span;
}

function manifestOf(
  model: Model,
  paths: readonly string[],
  tensors: readonly ExportTensor[],
): Json {
  const entries = originalEntries(model.json);
  const weights = tensors.map((tensor): JsonObject => {
    const { weight } = tensor;
    const { storedAs } = tensorNote(model, tensor, 'whole');
    return {
      ...entries[weight.index],
      name: weight.name,
      dtype: exportedDType(weight),
      // JSON leaves out what is undefined.
      quantization: undefined,
      storedAs: storedAs === undefined ? undefined : { ...storedAs },
    };
  });
  return [{ paths, weights }];
}

/** Entries of the manifest as the file has them, in the order of their indices. */
function originalEntries(json: Model['json']): readonly JsonObject[] {
  const groups = isBare(json) ? json : property(json, 'weightsManifest');
  return (asArray(groups) ?? []).flatMap((group) =>
    (asArray(property(group, 'weights')) ?? []).map((entry) => asObject(entry) ?? {}),
  );
}

function isBare(json: Model['json']): json is readonly JsonObject[] {
  return Array.isArray(json);
}

async function* allBytes(
  source: WeightSource,
  tensors: readonly ExportTensor[],
): AsyncGenerator<Uint8Array> {
  for (const { weight } of tensors) {
    if (weight.dtype === 'string') yield* stringBytes(await allStrings(source, weight));
    else yield* numberBytes(source, weight);
  }
}

/** Each with its length before it; see `decodeStrings`. */
function* stringBytes(strings: readonly string[]): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const text of strings) {
    const encoded = encoder.encode(text);
    const bytes = new Uint8Array(4 + encoded.length);
    new DataView(bytes.buffer).setUint32(0, encoded.length, true);
    bytes.set(encoded, 4);
    yield bytes;
  }
}

/** One stream of bytes, cut into files that are taken one after the other. */
class Cutter {
  private rest: Uint8Array = new Uint8Array(0);

  constructor(private readonly bytes: AsyncGenerator<Uint8Array>) {}

  /** The next `length` bytes, or what is left. */
  async *take(length: number): AsyncGenerator<Uint8Array> {
    let wanted = length;
    while (wanted > 0) {
      if (this.rest.length === 0) {
        const next = await this.bytes.next();
        if (next.done === true) return;
        this.rest = next.value;
      }
      const piece = this.rest.subarray(0, wanted);
      this.rest = this.rest.subarray(piece.length);
      wanted -= piece.length;
      yield piece;
    }
  }
}
