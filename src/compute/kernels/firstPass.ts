import type { HighCounts } from '../../core/measure/highCounts';
import type { Moments } from '../../core/measure/moments';
import type { Kernels } from './loadKernels';
import { Regions } from './regions';

const HALVES = 65_536;

/** How many float64 the record of `scanFirst` holds (src/kernels/records.ts). */
const FIELDS = 17;

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
    this.record = this.regions.take(8 * FIELDS);
    this.keys = ranked ? this.regions.take(8 * HALVES) : 0;
    this.tables = new Uint32Array(kernels.buffer, this.keys, ranked ? 2 * HALVES : 0).fill(0);
  }

  /**
   * Returns the moments of `length` float32 at the address `values`, with positions in this piece.
   */
  add(values: number, length: number): Moments {
    this.kernels.run.scanFirst(values, length, this.keys, this.record);
    return momentsIn(new Float64Array(this.kernels.buffer, this.record, FIELDS));
  }

  /** Counts of all pieces so far; those of several workers add up. Empty unless `ranked`. */
  highCounts(): HighCounts {
    if (this.keys !== 0) this.kernels.run.joinKeys(this.keys);
    return this.tables.slice(0, this.tables.length / 2);
  }

  dispose(): void {
    this.regions.release();
  }
}

/** The fields in the order of the record. */
function momentsIn(record: Float64Array): Moments {
  let next = 0;
  const field = (): number => record[next++] ?? 0;
  return {
    count: field(),
    finite: field(),
    nan: field(),
    positiveInfinity: field(),
    negativeInfinity: field(),
    zeros: field(),
    min: field(),
    max: field(),
    minAt: field(),
    maxAt: field(),
    firstNonFiniteAt: field(),
    mean: field(),
    m2: field(),
    m3: field(),
    m4: field(),
    l1: field(),
    squares: field(),
  };
}
