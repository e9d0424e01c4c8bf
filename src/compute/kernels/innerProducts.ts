import type { InnerProducts } from '../../core/align/innerProducts';
import type { Kernels } from './loadKernels';
import { Regions } from './regions';

/** The inner products of `core/align/innerProducts.ts`, to every bit, by the kernel. */
export function kernelProducts(kernels: Kernels): InnerProducts {
  const { buffer, run } = kernels;
  return (a, b, width) => {
    const [rows, columns] = [a.length / width, b.length / width];
    const regions = new Regions(kernels);
    const room = (length: number): Float64Array =>
      new Float64Array(buffer, regions.take(8 * length), length);
    try {
      const [here, there, out] = [room(a.length), room(b.length), room(rows * columns)];
      here.set(a);
      there.set(b);
      run.innerProducts(here.byteOffset, there.byteOffset, rows, columns, width, out.byteOffset);
      return out;
    } finally {
      regions.release();
    }
  };
}
