import { bytesPerElement, type DType } from '../format/dtypes';
import type { WeightSource } from '../format/weightSource';
import type { Model } from '../model/model';
import { shownShape } from '../model/shownShape';
import { exportedDType, type ExportTensor, tensorNote } from './tensorNote';
import { numberBytes } from './valuePieces';

/** complex64 becomes F32 with a last axis of real and imaginary part: readers before 0.6 know no C64. */
const TYPES: Readonly<Partial<Record<DType, string>>> = {
  float32: 'F32',
  float64: 'F64',
  complex64: 'F32',
  bool: 'BOOL',
  int8: 'I8',
  uint8: 'U8',
  int16: 'I16',
  uint16: 'U16',
  int32: 'I32',
  uint32: 'U32',
  int64: 'I64',
  uint64: 'U64',
};

/** The package reads no longer header (safetensors, `MAX_HEADER_SIZE`). */
const MAX_HEADER_BYTES = 100_000_000;

/** Keys of the header that are no tensors. */
const METADATA = '__metadata__';

/** Why the format cannot hold a tensor, in one sentence. */
export function safetensorsRefusal({ weight, name }: ExportTensor): string | undefined {
  if (weight.dtype === 'string')
    return `${name} holds text, which safetensors has no type for: export it as JSON.`;
  if (name === METADATA) return `safetensors keeps the name ${METADATA} for itself.`;
  return undefined;
}

/**
 * A `.safetensors` file: a length, a JSON header and the values, each tensor at a multiple of the
 * width of its elements. `__metadata__.weightscope` is JSON: a `TensorNote` for every tensor by name.
 */
export async function* safetensorsPieces(
  model: Model,
  source: WeightSource,
  tensors: readonly ExportTensor[],
): AsyncGenerator<Uint8Array> {
  // The widest first: every tensor then lies at a multiple of its width without gaps, which the format forbids.
  const sorted = tensors.toSorted((a, b) => width(b) - width(a));
  yield header(model, sorted);
  for (const { weight } of sorted) yield* numberBytes(source, weight);
}

/** @throws RangeError where the header is longer than the format allows. */
function header(model: Model, tensors: readonly ExportTensor[]): Uint8Array {
  const notes = Object.fromEntries(
    tensors.map((tensor) => [tensor.name, tensorNote(model, tensor, 'parted')]),
  );
  const entries: [string, unknown][] = [
    [
      METADATA,
      {
        producer: 'Weightscope',
        layout:
          'row-major (C order); the key weightscope tells layer, role and axes of each tensor',
        ...(model.name === undefined ? {} : { model: model.name }),
        weightscope: JSON.stringify(notes),
      },
    ],
  ];
  let at = 0;
  for (const tensor of tensors) {
    const { weight, name } = tensor;
    const end = at + weight.size * elementBytes(tensor);
    const { shape } = shownShape(weight);
    entries.push([name, { dtype: TYPES[exportedDType(weight)], shape, data_offsets: [at, end] }]);
    at = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const length = Math.ceil(json.length / 8) * 8;
  if (length > MAX_HEADER_BYTES)
    throw new RangeError(
      'The names and notes of so many tensors take more than the 100 MB that safetensors allows for a header: export fewer.',
    );
  const bytes = new Uint8Array(8 + length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(json, 8);
  return bytes;
}

function elementBytes({ weight }: ExportTensor): number {
  return bytesPerElement(exportedDType(weight)) ?? 0;
}

/** Of what is stored at a time. */
function width(tensor: ExportTensor): number {
  return tensor.weight.dtype === 'complex64' ? 4 : elementBytes(tensor);
}
