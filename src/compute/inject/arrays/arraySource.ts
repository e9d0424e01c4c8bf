import { ModelFormatError } from '../../../core/errors';
import { decodeNpyStrings } from '../../../core/exchange/read/npyHeader';
import { arrayModel, type ArrayTensor } from '../../../core/exchange/read/arrayModel';
import { decode, storedWidth } from '../../../core/format/decode';
import { shownName } from '../../../core/format/sentence';
import type { WeightEntry } from '../../../core/format/weightEntry';
import type { WeightSource, WeightValues } from '../../../core/format/weightSource';
import type { SourceModel } from '../sourceModel';
import type { RangedBytes } from './rangedBytes';

/** Where the values of an array come from. */
export type ArrayValues =
  | { readonly bytes: RangedBytes; readonly characters?: number | undefined }
  | { readonly values: WeightValues };

export interface SourceArray {
  readonly tensor: ArrayTensor;
  /** Undefined for one that cannot be read. */
  readonly from: ArrayValues | undefined;
}

/** A file of arrays as a source of weights. @throws ModelFormatError where there are too many. */
export function arraySource(
  arrays: readonly SourceArray[],
  fileName: string,
  close: () => Promise<void>,
): SourceModel {
  const model = arrayModel(
    arrays.map(({ tensor }) => tensor),
    fileName,
  );
  return {
    model,
    source: new ArrayReader(arrays),
    problemOf: (weight) => Promise.resolve(weight.problem),
    notes: () => Promise.resolve([]),
    close,
  };
}

class ArrayReader implements WeightSource {
  constructor(private readonly arrays: readonly SourceArray[]) {}

  async read(weight: WeightEntry, start: number, end: number): Promise<WeightValues> {
    const from = this.arrays[weight.index]?.from;
    if (from === undefined || weight.unreadable === true)
      throw new ModelFormatError(weight.problem ?? `${shownName(weight.name)} cannot be read.`, {
        weight: weight.name,
      });
    const parts = weight.dtype === 'complex64' ? 2 : 1;
    if ('values' in from) return from.values.slice(start * parts, end * parts);
    const { bytes, characters } = from;
    const width =
      characters === undefined && weight.dtype !== 'string'
        ? storedWidth(weight.dtype, undefined)
        : 4 * (characters ?? 0);
    const length = (end - start) * width;
    const read = await bytes.read(start * width, length);
    if (read.length < length)
      throw new ModelFormatError(
        `${shownName(weight.name)} cannot be read: the file became shorter while it was open.`,
        { weight: weight.name },
      );
    return characters === undefined
      ? decode(read, weight.dtype, undefined, end - start)
      : decodeNpyStrings(read, characters);
  }
}
