import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../tf';
import { type CompositeKernel, input } from './kernel';
import { cellsOf, padded, type Sweep, sweepOf, tap } from './taps';

/** Below it, cutting the taps out row by row costs more than multiplying the positions between them. */
const FEW_CHANNELS = 16;

/**
 * Gradient of a convolution by its filter: for each cell of the filter, the inputs that it met
 * [channels, positions] times dy [positions, filters]. The left factor is transposed first, as the
 * wasm backend multiplies by XNNPACK only where neither factor is to be transposed: four times faster.
 */
export function conv2dBackpropFilter(tf: Tf): CompositeKernel {
  return {
    kernelName: 'Conv2DBackpropFilter',
    compute: (inputs, attrs) => {
      const nchw = attrs.dataFormat === 'NCHW';
      const channelsLast = (x: tfjs.Tensor): tfjs.Tensor4D =>
        (nchw ? tf.transpose(x, [0, 2, 3, 1]) : x) as tfjs.Tensor4D;
      const x = channelsLast(input(inputs, 'x'));
      const dy = channelsLast(input(inputs, 'dy'));
      const filterShape = attrs.filterShape as [number, number, number, number];
      const sweep = sweepOf(tf, x.shape, filterShape, attrs, false);
      const wide = padded(tf, x, sweep);
      const dense = sweep.strideHeight === 1 && sweep.strideWidth === 1;
      const parts =
        dense && x.shape[3] < FEW_CHANNELS
          ? byShifting(tf, wide, dy, sweep)
          : byCutting(tf, wide, dy, sweep);
      return tf.reshape(tf.concat(parts, 0), filterShape);
    },
  };
}

function byCutting(tf: Tf, x: tfjs.Tensor4D, dy: tfjs.Tensor4D, sweep: Sweep): tfjs.Tensor[] {
  const positions = sweep.batch * sweep.outHeight * sweep.outWidth;
  const flat = tf.reshape(dy, [positions, dy.shape[3]]);
  return cellsOf(sweep).map(([row, column]) =>
    tf.matMul(transposed(tf, tap(tf, x, sweep, row, column), positions), flat),
  );
}

/**
 * With stride 1, the cell (row, column) meets the whole input shifted by row × width + column. With
 * dy laid into the input's own grid, zeros where no output is, each tap is one contiguous range.
 */
function byShifting(tf: Tf, x: tfjs.Tensor4D, dy: tfjs.Tensor4D, sweep: Sweep): tfjs.Tensor[] {
  const [batch, height, width, channels] = x.shape;
  const positions = batch * height * width;
  const used = positions - ((sweep.filterHeight - 1) * width + sweep.filterWidth - 1);
  const grid = tf.pad(dy, [
    [0, 0],
    [0, height - sweep.outHeight],
    [0, width - sweep.outWidth],
    [0, 0],
  ]);
  const flat = tf.slice(tf.reshape(grid, [positions, dy.shape[3]]), [0, 0], [used, dy.shape[3]]);
  const columns = transposed(tf, x, positions);
  return cellsOf(sweep).map(([row, column]) =>
    tf.matMul(tf.slice(columns, [0, row * width + column], [channels, used]), flat),
  );
}

/** [batch, height, width, channels] as [channels, positions]. */
function transposed(tf: Tf, x: tfjs.Tensor4D, positions: number): tfjs.Tensor2D {
  const channels = x.shape[3];
  return channels === 1
    ? tf.reshape(x, [1, positions])
    : tf.transpose(tf.reshape<tfjs.Rank.R2>(x, [positions, channels]));
}
