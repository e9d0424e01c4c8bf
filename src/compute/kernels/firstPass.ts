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

/** Counts are 32-bit: before one could overflow they are added up elsewhere. */
const MOST_COUNTED = 0x7fffffff;

/** First pass over the pieces of a tensor of float32 that lie in the memory of the kernels. */
export class FirstPass {
  private readonly regions: Regions;
  private readonly record: number;
  private readonly keys: number;
  private readonly tables: Uint32Array;
  private readonly totals = new Float64Array(HALVES);
  private counted = 0;

  /** @param ranked Whether to count high halves; for a small tensor that costs more than to sort. */
  constructor(
    private readonly kernels: Kernels,
    private readonly ranked: boolean,
  ) {
    this.regions = new Regions(kernels);
    this.record = this.regions.take(8 * FIELDS.length);
    this.keys = ranked ? this.regions.take(8 * HALVES) : 0;
    this.tables = new Uint32Array(kernels.buffer, this.keys, ranked ? 2 * HALVES : 0).fill(0);
  }

  /** Returns the moments of `length` float32 at the address `values`, with positions in this piece. */
  add(values: number, length: number): Moments {
    if (this.counted + length > MOST_COUNTED) this.collect();
    this.counted += length;
    this.kernels.run.scanFirst(values, length, this.keys, this.record);
    const record = new Float64Array(this.kernels.buffer, this.record, FIELDS.length);
    return Object.fromEntries(FIELDS.map((field, i) => [field, record[i]])) as unknown as Moments;
  }

  /** Counts of all pieces so far; those of several workers add up. All zero unless `ranked`. */
  highCounts(): HighCounts {
    this.collect();
    return this.totals;
  }

  dispose(): void {
    this.regions.release();
  }

  private collect(): void {
    if (!this.ranked) return;
    for (let i = 0; i < HALVES; i++)
      this.totals[i] =
        (this.totals[i] ?? 0) + (this.tables[i] ?? 0) + (this.tables[HALVES + i] ?? 0);
    this.tables.fill(0);
    this.counted = 0;
  }
}
