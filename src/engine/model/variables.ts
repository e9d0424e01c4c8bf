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

/** The wasm backend copies just a range; its Slice kernel copies the whole tensor first. */
interface RangeReads {
  readSync(data: object, start: number, end: number): Float32Array;
}

/** A copy of values [start, end) by flat index; what lies beyond the last is left out. */
export function partOf(
  tf: Tf,
  variable: tfjs.LayerVariable,
  start: number,
  end: number,
): Float32Array {
  const to = Math.min(end, sizeOf(variable));
  // An end of 0 is all to `readSync`.
  if (start >= to) return new Float32Array(0);
  const tensor = variable.read();
  if (tf.getBackend() === 'wasm')
    return (tf.backend() as unknown as RangeReads).readSync(tensor.dataId, start, to);
  return tf.tidy(() => {
    const part = tf.slice1d(tensor.reshape<tfjs.Tensor1D>([-1]), start, to - start);
    // A view of live memory on the cpu backend.
    return part.dataSync<'float32'>().slice();
  });
}
