import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../tf';
import { conv2dBackpropFilter } from './conv2dFilter';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './depthwise';
import type { CompositeKernel } from './kernel';
import { unsortedSegmentSum } from './segmentSum';

/**
 * The gradients that the wasm backend lacks (tfjs issues 8474 and 8082), made of ops that it has.
 * They replace the cpu backend's own where it has them, which are 3 to 100 times slower.
 */
export function registerCompositeKernels(tf: Tf, backendName: 'wasm' | 'cpu'): void {
  const present = new Set(tf.getKernelsForBackend(backendName).map((kernel) => kernel.kernelName));
  for (const { kernelName, compute } of compositeKernels(tf)) {
    if (present.has(kernelName)) tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs }) =>
        tf.tidy(() =>
          compute(inputs as Record<string, tfjs.Tensor>, (attrs ?? {}) as Record<string, unknown>),
        ),
    });
  }
}

function compositeKernels(tf: Tf): readonly CompositeKernel[] {
  return [
    conv2dBackpropFilter(tf),
    depthwiseBackpropFilter(tf),
    depthwiseBackpropInput(tf),
    unsortedSegmentSum(tf),
  ];
}
