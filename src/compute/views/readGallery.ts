import { widen } from '../../core/measure/widen';
import { filterSizes } from '../../core/model/filterSizes';
import type { FilterAxes } from '../../core/model/model';
import type { Range } from '../../core/model/matrixView';
import { stridesOf, elementsOf } from '../../core/model/strides';
import type { Gallery, GalleryKey } from '../../protocol/model';
import type { FlatRead } from '../flatRead';
import { asMeasurable } from '../measure/measurable';
import { PIECE, scan } from '../scan';
import type { Turn } from '../turns';

/** All filters of a kernel in one mode, one after the other. */
export interface Pictures {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  readonly outputs: number;
  readonly values: Float32Array;
  readonly largest: number;
}

/** Pixels of all filters together: 64 MiB of float32. The largest kernel of VGG has 4,608 with all inputs averaged. */
const MAX_PICTURE_VALUES = 16_777_216;

/**
 * Reads a convolution kernel once and keeps what the mode shows of it.
 * @throws Error with a sentence where the kernel has no such input or is too large to be pictured.
 */
export async function readPictures(
  read: FlatRead,
  name: string,
  shape: readonly number[],
  axes: FilterAxes,
  input: GalleryKey['input'],
  turn: Turn,
): Promise<Pictures> {
  const { height, width, inputs, pictures: outputs } = filterSizes(shape, axes);
  checkInput(input, inputs, name);
  const channels = input === 'rgb' ? 3 : 1;
  const pixels = height * width * channels;
  if (pixels * outputs > MAX_PICTURE_VALUES)
    throw new Error(
      `${name} has too many filters for a gallery (${outputs} of ${height} × ${width}). Use the heatmap.`,
    );
  const target = shape.map(() => 0);
  if (axes.height !== null) target[axes.height] = width * channels;
  target[axes.width] = channels;
  axes.pictures.reduceRight((step, axis) => {
    target[axis] = step;
    return step * (shape[axis] ?? 1);
  }, pixels);
  if (axes.input !== null && input === 'rgb') target[axes.input] = 1;
  const wanted =
    typeof input === 'number' && axes.input !== null
      ? { axis: axes.input, index: input }
      : undefined;
  const sums = new Float64Array(pixels * outputs);
  const strides = stridesOf(shape);
  const count = elementsOf(shape);
  await scan(read, count, turn, (values, start) => {
    widen(asMeasurable(values, name), 0, values.length, wide);
    spread(wide, values.length, start, { shape, strides, target, wanted }, sums);
  });
  const values = new Float32Array(sums.length);
  const share = input === 'mean' ? inputs : 1;
  let largest = 0;
  for (let from = 0; from < sums.length; from += PIECE) {
    const to = Math.min(from + PIECE, sums.length);
    for (let i = from; i < to; i++) values[i] = (sums[i] ?? 0) / share;
    largest = Math.max(largest, largestFinite(values.subarray(from, to)));
    await turn();
  }
  return { height, width, channels, outputs, values, largest };
}

/** The filters asked for out of all. @throws RangeError */
export function galleryOf(pictures: Pictures, { start, end }: Range): Gallery {
  const { height, width, channels, outputs, values, largest } = pictures;
  if (!(
    Number.isInteger(start) &&
    Number.isInteger(end) &&
    start >= 0 &&
    start <= end &&
    end <= outputs
  ))
    throw new RangeError(`There are ${outputs} filters, and none in [${start}, ${end}).`);
  const pixels = height * width * channels;
  return { height, width, channels, values: values.slice(start * pixels, end * pixels), largest };
}

interface Spread {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  /** For each axis, from one index to the next in the pictures. */
  readonly target: readonly number[];
  /** Only this index of this axis is kept. */
  readonly wanted: { readonly axis: number; readonly index: number } | undefined;
}

/** Adds values of consecutive flat indices to the pixels that they belong to. */
function spread(
  values: Float64Array,
  length: number,
  start: number,
  { shape, strides, target, wanted }: Spread,
  sums: Float64Array,
): void {
  const index = shape.map((size, axis) => Math.floor(start / (strides[axis] ?? 1)) % size);
  let pixel = index.reduce((sum, at, axis) => sum + at * (target[axis] ?? 0), 0);
  for (let i = 0; i < length; i++) {
    if (wanted === undefined || index[wanted.axis] === wanted.index)
      sums[pixel] = (sums[pixel] ?? 0) + (values[i] ?? 0);
    // The next index, as an odometer turns: the last axis first.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const at = (index[axis] ?? 0) + 1;
      const step = target[axis] ?? 0;
      if (at < (shape[axis] ?? 0)) {
        index[axis] = at;
        pixel += step;
        break;
      }
      index[axis] = 0;
      pixel -= step * (at - 1);
    }
  }
}

function checkInput(input: GalleryKey['input'], inputs: number, name: string): void {
  if (input === 'rgb' && inputs !== 3)
    throw new Error(`${name} has ${inputs} input channels, not the three of a colour picture.`);
  if (typeof input === 'number' && !(Number.isInteger(input) && input >= 0 && input < inputs))
    throw new RangeError(`${name} has ${inputs} input channels, and none numbered ${input}.`);
}

function largestFinite(values: Float32Array): number {
  let largest = 0;
  for (const value of values) {
    const size = Math.abs(value);
    if (size > largest && size < Infinity) largest = size;
  }
  return largest;
}

const wide = new Float64Array(PIECE);
