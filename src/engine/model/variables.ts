import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../tf';

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

export function sizeOf({ shape }: tfjs.LayerVariable): number {
  return shape.reduce<number>((product, size) => product * (size ?? 1), 1);
}

/** Values [start, end) by flat index, without a copy of the whole tensor for each part that is asked for. */
export function partOf(
  tf: Tf,
  variable: tfjs.LayerVariable,
  start: number,
  end: number,
): Float32Array {
  // On wasm a slice costs several times a read of the whole.
  if (start === 0 && end >= sizeOf(variable)) return valuesOf(variable).slice();
  return tf.tidy(() => {
    const flat = variable.read().reshape([-1]);
    const to = Math.min(end, flat.size);
    return tf.slice1d(flat as tfjs.Tensor1D, start, Math.max(0, to - start)).dataSync<'float32'>();
  });
}
