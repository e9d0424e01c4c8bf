import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../tf';
import { type CompositeKernel, input } from './kernel';
import { cellsOf, padded, type Sweep, sweepOf, tap } from './taps';

type Shape4D = [number, number, number, number];

/** Gradient of a depthwise convolution by its filter [height, width, channels, multiplier]: each tap times dy, summed over positions. */
export function depthwiseBackpropFilter(tf: Tf): CompositeKernel {
  return {
    kernelName: 'DepthwiseConv2dNativeBackpropFilter',
    compute: (inputs, attrs) => {
      const filterShape = attrs.filterShape as Shape4D;
      const [, , channels, multiplier] = filterShape;
      const x = input(inputs, 'x') as tfjs.Tensor4D;
      const sweep = sweepOf(tf, x.shape, filterShape, attrs, true);
      const wide = padded(tf, x, sweep);
      const positions = sweep.batch * sweep.outHeight * sweep.outWidth;
      const dy = tf.reshape(input(inputs, 'dy'), [positions, channels, multiplier]);
      const sums = cellsOf(sweep).map(([row, column]) => {
        const met = tf.reshape(tap(tf, wide, sweep, row, column), [positions, channels, 1]);
        return tf.sum(tf.mul(met, dy), 0);
      });
      return tf.reshape(tf.stack(sums), filterShape);
    },
  };
}

/** Gradient of a depthwise convolution by its input: dy times each cell of the filter, laid back where the cell met the input. */
export function depthwiseBackpropInput(tf: Tf): CompositeKernel {
  return {
    kernelName: 'DepthwiseConv2dNativeBackpropInput',
    compute: (inputs, attrs) => {
      const inputShape = attrs.inputShape as Shape4D;
      const filter = input(inputs, 'filter') as tfjs.Tensor4D;
      const [, , channels, multiplier] = filter.shape;
      const sweep = sweepOf(tf, inputShape, filter.shape, attrs, true);
      const { batch, outHeight, outWidth } = sweep;
      const outputs: readonly number[] = [batch, outHeight, outWidth, channels];
      const dy = tf.reshape(input(inputs, 'dy'), [
        batch * outHeight * outWidth,
        channels,
        multiplier,
      ]);
      const laid = cellsOf(sweep).map(([row, column]) => {
        const cell = tf.reshape(
          tf.slice(filter, [row, column, 0, 0], [1, 1, channels, multiplier]),
          [1, channels, multiplier],
        );
        const part = tf.reshape(tf.sum(tf.mul(dy, cell), 2), outputs as Shape4D);
        return layBack(tf, part as tfjs.Tensor4D, sweep, inputShape, row, column);
      });
      const whole = laid.reduce((sum, part) => tf.add(sum, part));
      const { top, left } = sweep.pad;
      return tf.slice(whole, [0, top, left, 0], inputShape);
    },
  };
}

/** The opposite of `tap`: values at the positions that the cell meets, zeros between and around. */
function layBack(
  tf: Tf,
  part: tfjs.Tensor4D,
  { batch, outHeight, outWidth, strideHeight, strideWidth, pad }: Sweep,
  [, inputHeight, inputWidth, channels]: Shape4D,
  row: number,
  column: number,
): tfjs.Tensor4D {
  const height = inputHeight + pad.top + pad.bottom;
  const width = inputWidth + pad.left + pad.right;
  let spread = part;
  if (strideHeight > 1 || strideWidth > 1) {
    const between = tf.pad(tf.reshape(part, [batch, outHeight, 1, outWidth, 1, channels]), [
      [0, 0],
      [0, 0],
      [0, strideHeight - 1],
      [0, 0],
      [0, strideWidth - 1],
      [0, 0],
    ]);
    const full = tf.reshape(between, [
      batch,
      outHeight * strideHeight,
      outWidth * strideWidth,
      channels,
    ]);
    // The zeros behind the last output may lie outside of the input.
    spread = tf.slice(
      full,
      [0, 0, 0, 0],
      [batch, (outHeight - 1) * strideHeight + 1, (outWidth - 1) * strideWidth + 1, channels],
    ) as tfjs.Tensor4D;
  }
  return tf.pad(spread, [
    [0, 0],
    [row, height - row - spread.shape[1]],
    [column, width - column - spread.shape[2]],
    [0, 0],
  ]);
}
