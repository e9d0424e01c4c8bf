import type * as tfjs from '@tensorflow/tfjs';

/**
 * TensorFlow.js as this room passes it around: the bundled copy, or the one that came with native
 * TensorFlow. Only `backends/` imports it for real, so that a process never holds two.
 */
export type Tf = typeof tfjs;
