import type { Comparison } from '../../core/measure/loops/comparePieces';
import type { Kernels } from './loadKernels';

/** The fields of the record that the kernel writes, in its order (src/kernels/records.ts). */
const FIELDS = [
  'pairs',
  'changed',
  'dot',
  'squaredDistance',
  'aSquares',
  'bSquares',
  'maxDifference',
  'maxDifferenceAt',
] as const satisfies readonly (keyof Comparison)[];

/** Compares `length` float32 at the addresses `a` and `b`; positions are those in the pieces. */
export function compareFloats(kernels: Kernels, a: number, b: number, length: number): Comparison {
  const bytes = 8 * FIELDS.length;
  const at = kernels.arena.take(bytes);
  try {
    kernels.run.comparePieces(a, b, length, at);
    const record = new Float64Array(kernels.buffer, at, FIELDS.length);
    return Object.fromEntries(
      FIELDS.map((field, i) => [field, record[i]]),
    ) as unknown as Comparison;
  } finally {
    kernels.arena.release(at, bytes);
  }
}
