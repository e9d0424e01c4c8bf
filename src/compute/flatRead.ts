import type { WeightSource, WeightValues } from '../core/format/weightSource';
import type { Weight } from '../core/model/model';

/** Values [start, end) by flat index into the shown shape, where complex64 has an axis of two parts. */
export type FlatRead = (start: number, end: number) => Promise<WeightValues>;

export function flatRead(source: WeightSource, weight: Weight): FlatRead {
  if (weight.dtype !== 'complex64') return (start, end) => source.read(weight, start, end);
  return async (start, end) => {
    const first = Math.floor(start / 2);
    const values = await source.read(weight, first, Math.ceil(end / 2));
    return part(values, start - 2 * first, end - 2 * first);
  };
}

/** `values.slice`, without the copy where they are a typed array. */
export function part(values: WeightValues, from: number, to: number): WeightValues {
  return ArrayBuffer.isView(values) ? values.subarray(from, to) : values.slice(from, to);
}
