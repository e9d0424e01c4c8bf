import type * as tfjs from '@tensorflow/tfjs';

/** What a layer's variable reads as: declared a plain tensor, and in truth the variable itself. */
export interface LiveVariable extends tfjs.Tensor {
  readonly name: string;
  assign(value: tfjs.Tensor): void;
}

export function live(variable: tfjs.LayerVariable): LiveVariable {
  return variable.read() as LiveVariable;
}

/** A copy of the values on wasm and native, the live memory on the cpu backend: copy what is to be kept. */
export function valuesOf(variable: tfjs.LayerVariable): Float32Array {
  return variable.read().dataSync<'float32'>();
}
