import type * as tfjs from '@tensorflow/tfjs';

/** A kernel made of other ops of the same backend. It runs inside `tidy` and must return what is kept. */
export interface CompositeKernel {
  readonly kernelName: string;
  /** Attributes as the op of that name passes them. */
  readonly compute: (
    inputs: Readonly<Record<string, tfjs.Tensor>>,
    attrs: Readonly<Record<string, unknown>>,
  ) => tfjs.Tensor;
}

/** An input that the op always passes. */
export function input(inputs: Readonly<Record<string, tfjs.Tensor>>, name: string): tfjs.Tensor {
  const tensor = inputs[name];
  if (tensor === undefined) throw new Error(`The kernel was called without "${name}".`);
  return tensor;
}
