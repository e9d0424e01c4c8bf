import type { Tf } from '../tf';
import { type CompositeKernel, input } from './kernel';
import { elementsOf } from '../../core/model/strides';

/**
 * Sums of the rows of each segment: the gradient of looking up rows, as an Embedding does. scatterND
 * adds up what falls on one place; the cpu backend's own kernel goes over all rows once for each segment.
 */
export function unsortedSegmentSum(tf: Tf): CompositeKernel {
  return {
    kernelName: 'UnsortedSegmentSum',
    compute: (inputs, attrs) => {
      const x = input(inputs, 'x');
      const segments = input(inputs, 'segmentIds');
      const rest = x.shape.slice(segments.rank);
      const row = elementsOf(rest);
      const indices = tf.reshape(tf.cast(segments, 'int32'), [segments.size, 1]);
      const count = attrs.numSegments as number;
      const sums = tf.scatterND(indices, tf.reshape(x, [segments.size, row]), [count, row]);
      return tf.reshape(sums, [count, ...rest]);
    },
  };
}
