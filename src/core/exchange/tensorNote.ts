import type { DType } from '../format/dtypes';
import type { Model, Weight } from '../model/model';
import { shownShape } from '../model/shownShape';

/** A tensor of an export, and the name that the file knows it by. */
export interface ExportTensor {
  readonly weight: Weight;
  readonly name: string;
}

/** What an exported file says of a tensor, where its format has room for words. */
export interface TensorNote {
  readonly name: string;
  readonly layer?: string;
  readonly layerClass?: string;
  readonly role: string;
  /** Of the exported values. */
  readonly dtype: DType;
  /** Of the values in the file: where complex numbers are two real ones, there is a last axis "part". */
  readonly shape: readonly number[];
  /** What each axis runs over. */
  readonly axes: readonly string[];
  /** Equal named parts of an axis in stored order, by its number: the gates of an LSTM kernel. */
  readonly parts?: Readonly<Record<string, readonly string[]>>;
  /** How the model stores it, where the exported values were widened or dequantized. */
  readonly storedAs?: StoredAs;
}

export interface StoredAs {
  readonly dtype: string;
  /** value = stored × scale + min. */
  readonly scale?: number;
  readonly min?: number;
}

/** @param complex how the file holds complex numbers: whole, or parted along one more axis. */
export function tensorNote(
  { nodes }: Pick<Model, 'nodes'>,
  { weight, name }: ExportTensor,
  complex: 'whole' | 'parted',
): TensorNote {
  const layer = nodes[weight.node];
  const { shape, axes } = complex === 'parted' ? shownShape(weight) : weight;
  const parts = axes.flatMap(({ parts }, axis) => (parts ? [[axis, parts] as const] : []));
  const storedAs = storedAsOf(weight);
  return {
    name,
    ...(layer === undefined ? {} : { layer: layer.name }),
    ...(layer === undefined || layer.className === '' ? {} : { layerClass: layer.className }),
    role: weight.role,
    dtype: exportedDType(weight),
    shape,
    axes: axes.map((axis) => axis.name),
    ...(parts.length === 0 ? {} : { parts: Object.fromEntries(parts) }),
    ...(storedAs === undefined ? {} : { storedAs }),
  };
}

/** The type of the values that a `WeightSource` gives: dequantized, half floats widened. */
export function exportedDType({ dtype }: Pick<Weight, 'dtype'>): DType {
  return dtype === 'float16' || dtype === 'bfloat16' ? 'float32' : dtype;
}

function storedAsOf({ dtype, quantization }: Weight): StoredAs | undefined {
  if (quantization === undefined) return exportedDType({ dtype }) === dtype ? undefined : { dtype };
  if (quantization.dtype === 'float16') return { dtype: 'float16' };
  const { scale, min } = quantization;
  return { dtype: quantization.dtype, scale, min };
}

/** "uint8, scale 0.01, min -1", for formats that are read by people. */
export function storedAsText({ dtype, scale, min }: StoredAs): string {
  return scale === undefined || min === undefined ? dtype : `${dtype}, scale ${scale}, min ${min}`;
}
