import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../tf';

/** How a convolution moves over its input: sizes after padding, and the padding itself. */
export interface Sweep {
  readonly batch: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly pad: {
    readonly top: number;
    readonly bottom: number;
    readonly left: number;
    readonly right: number;
  };
}

/** @param depthwise the filter is [height, width, channels, multiplier] and channels are not mixed. */
export function sweepOf(
  tf: Tf,
  inputShape: readonly number[],
  filterShape: readonly number[],
  attrs: Readonly<Record<string, unknown>>,
  depthwise: boolean,
): Sweep {
  const info = tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    attrs.strides as [number, number],
    // The ops refuse gradients of dilated convolutions themselves.
    1,
    attrs.pad as 'same',
    attrs.dimRoundingMode as 'floor' | undefined,
    depthwise,
  );
  return {
    batch: info.batchSize,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    strideHeight: info.strideHeight,
    strideWidth: info.strideWidth,
    filterHeight: info.filterHeight,
    filterWidth: info.filterWidth,
    pad: info.padInfo,
  };
}

/** [batch, height, width, channels] with its borders; the same tensor where there are none. */
export function padded(tf: Tf, x: tfjs.Tensor4D, { pad }: Sweep): tfjs.Tensor4D {
  const { top, bottom, left, right } = pad;
  return top + bottom + left + right === 0
    ? x
    : tf.pad(x, [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ]);
}

/** What the filter's cell (row, column) meets at each output position: [batch, outHeight, outWidth, channels]. */
export function tap(
  tf: Tf,
  x: tfjs.Tensor4D,
  sweep: Sweep,
  row: number,
  column: number,
): tfjs.Tensor4D {
  const { batch, outHeight, outWidth, strideHeight, strideWidth } = sweep;
  const channels = x.shape[3];
  if (strideHeight === 1 && strideWidth === 1)
    return tf.slice(x, [0, row, column, 0], [batch, outHeight, outWidth, channels]);
  return tf.stridedSlice(
    x,
    [0, row, column, 0],
    [
      batch,
      row + (outHeight - 1) * strideHeight + 1,
      column + (outWidth - 1) * strideWidth + 1,
      channels,
    ],
    [1, strideHeight, strideWidth, 1],
  ) as tfjs.Tensor4D;
}

/** Row and column of each cell of the filter, row by row. */
export function cellsOf({
  filterHeight,
  filterWidth,
}: Sweep): readonly (readonly [number, number])[] {
  return Array.from({ length: filterHeight * filterWidth }, (_, cell) => [
    Math.floor(cell / filterWidth),
    cell % filterWidth,
  ]);
}
