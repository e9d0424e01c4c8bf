import type { SecondPlan } from '../../core/measure/secondPlan';
import type { Kernels } from './loadKernels';
import { Regions } from './regions';

const HALVES = 65_536;
const NO_SLOT = 255;
/** What is added to an address to keep a value that is looked at. */
const KEEP = 4;
/** Bytes of the record of src/kernels/records.ts. */
const RECORD = 52;

/** Counts are 32-bit: before one could overflow they are added up elsewhere. */
const MOST_COUNTED = 0x7fffffff;

/** What the pieces have added so far; those of several workers add up. */
export interface SecondCounts {
  /** Of the bins; without `closed` of the plan. */
  readonly counts: Float64Array;
  readonly below: number;
  /** For each wanted half, 65,536 counts of the low halves. */
  readonly lows: readonly Float64Array[];
}

/** Second pass over the pieces of a tensor of float32 that lie in the memory of the kernels. */
export class SecondPass {
  private readonly regions: Regions;
  private readonly record: number;
  private readonly bins: Uint32Array;
  private readonly lows: Uint32Array;
  private readonly totals: SecondCounts & { below: number };
  private counted = 0;

  constructor(
    private readonly kernels: Kernels,
    plan: SecondPlan,
  ) {
    const { bins, wanted, open, floors } = plan;
    this.regions = new Regions(kernels);
    const ranked = wanted.length > 0;
    const at = {
      record: this.regions.take(RECORD),
      floors: this.regions.take(floors.byteLength),
      counts: this.regions.take(4 * 4 * (bins + 2)),
      slots: ranked ? this.regions.take(HALVES) : 0,
      lows: ranked ? this.regions.take(4 * HALVES * wanted.length) : 0,
      open: open === undefined ? 0 : this.regions.take(HALVES),
    };
    const { buffer } = kernels;
    this.record = at.record;
    this.bins = new Uint32Array(buffer, at.counts, 4 * (bins + 2)).fill(0);
    this.lows = new Uint32Array(buffer, at.lows, HALVES * wanted.length).fill(0);
    new Float32Array(buffer, at.floors, floors.length).set(floors);
    if (open !== undefined)
      new Uint8Array(buffer, at.open, HALVES).set(open.map((isOpen) => KEEP * isOpen));
    if (ranked) {
      const slots = new Uint8Array(buffer, at.slots, HALVES).fill(NO_SLOT);
      for (const [slot, high] of wanted.entries()) slots[high] = slot;
    }
    new Float64Array(buffer, at.record, 3).set([plan.scale, plan.offset, 0]);
    new Float32Array(buffer, at.record + 24, 1)[0] = plan.limit;
    const addresses = [bins, at.floors, at.counts, at.slots, at.lows, at.open];
    new Int32Array(buffer, at.record + 28, addresses.length).set(addresses);
    this.totals = {
      counts: new Float64Array(bins),
      below: 0,
      lows: wanted.map(() => new Float64Array(HALVES)),
    };
  }

  /** Counts `length` float32 at the address `values`. */
  add(values: number, length: number): void {
    if (this.counted + length > MOST_COUNTED) this.collect();
    this.counted += length;
    this.kernels.run.scanSecond(values, length, this.record);
  }

  counts(): SecondCounts {
    this.collect();
    return this.totals;
  }

  dispose(): void {
    this.regions.release();
  }

  private collect(): void {
    const { counts, lows } = this.totals;
    const table = counts.length + 2;
    for (let lane = 0; lane < 4; lane++) {
      const first = lane * table + 1;
      for (let i = 0; i < counts.length; i++)
        counts[i] = (counts[i] ?? 0) + (this.bins[first + i] ?? 0);
    }
    for (const [slot, total] of lows.entries()) {
      for (let i = 0; i < HALVES; i++)
        total[i] = (total[i] ?? 0) + (this.lows[HALVES * slot + i] ?? 0);
    }
    const below = new Float64Array(this.kernels.buffer, this.record + 16, 1);
    this.totals.below += below[0] ?? 0;
    below.fill(0);
    this.bins.fill(0);
    this.lows.fill(0);
    this.counted = 0;
  }
}
