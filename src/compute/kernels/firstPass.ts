import type { HighCounts } from '../../core/measure/highCounts';
import type { Moments } from '../../core/measure/moments';
import type { Kernels } from './loadKernels';
import { Regions } from './regions';

const HALVES = 65_536;

/** The fields of the record that `scanFirst` writes, in its order (src/kernels/records.ts). */
const FIELDS = [
  'count',
  'finite',
  'nan',
  'positiveInfinity',
  'negativeInfinity',
  'zeros',
  'min',
  'max',
  'minAt',
  'maxAt',
  'firstNonFiniteAt',
  'mean',
  'm2',
  'm3',
  'm4',
  'l1',
  'squares',
] as const satisfies readonly (keyof Moments)[];

/** First pass over the pieces of a tensor of float32 that lie in the memory of the kernels. */
export class FirstPass {
  private readonly regions: Regions;
  private readonly record: number;
  private readonly keys: number;
  private readonly tables: Uint32Array;

  /**
   * @param ranked Whether to count high halves: not for a small tensor, which is sorted faster, and
   * not for more than MAX_RANKED values, for the counts are 32-bit.
   */
  constructor(
    private readonly kernels: Kernels,
    ranked: boolean,
  ) {
    this.regions = new Regions(kernels);
    this.record = this.regions.take(8 * FIELDS.length);
    this.keys = ranked ? this.regions.take(8 * HALVES) : 0;
    this.tables = new Uint32Array(kernels.buffer, this.keys, ranked ? 2 * HALVES : 0).fill(0);
  }

  /**
   * Returns the moments of `length` float32 at the address `values`, with positions in this piece.
   */
  add(values: number, length: number): Moments {
    this.kernels.run.scanFirst(values, length, this.keys, this.record);
    const record = new Float64Array(this.kernels.buffer, this.record, FIELDS.length);
    return Object.fromEntries(FIELDS.map((field, i) => [field, record[i]])) as unknown as Moments;
  }

  /** Counts of all pieces so far; those of several workers add up. Empty unless `ranked`. */
  highCounts(): HighCounts {
    const half = this.tables.length / 2;
    const counts = this.tables.slice(0, half);
    for (let i = 0; i < half; i++) counts[i] = (counts[i] ?? 0) + (this.tables[half + i] ?? 0);
    return counts;
  }

  dispose(): void {
    this.regions.release();
  }
}
