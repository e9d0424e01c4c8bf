import { LOOK, type SecondPlan } from '../../core/measure/secondPlan';
import type { SecondCounts } from '../../core/measure/twoPasses';
import type { Kernels } from './loadKernels';
import { Regions } from './regions';
import { type Lows, lowsFor } from './lows';

const HALVES = 65_536;

/** Where the fields of the record lie and how many bytes it takes (src/kernels/records.ts). */
const BELOW = 16;
const LIMIT = 24;
const INTEGERS = 28;
const RECORD = 60;

/**
 * Counts of bins are 32-bit, in four lanes: before one could overflow they are added up elsewhere.
 */
const MOST_COUNTED = 0xffffffff;

/** Second pass over the pieces of a tensor of float32 that lie in the memory of the kernels. */
export class SecondPass {
  private readonly regions: Regions;
  private readonly record: number;
  private readonly bins: Uint32Array;
  private readonly lows: Lows;
  private readonly totals: Float64Array;
  private counted = 0;

  constructor(
    private readonly kernels: Kernels,
    plan: SecondPlan,
  ) {
    const { bins, wanted, open, floors } = plan;
    const { buffer } = kernels;
    this.regions = new Regions(kernels);
    this.record = this.regions.take(RECORD);
    const counts = this.regions.take(16 * (bins + 2));
    this.bins = new Uint32Array(buffer, counts, 4 * (bins + 2)).fill(0);
    this.totals = new Float64Array(bins);
    const floorsAt = this.regions.take(floors.byteLength);
    new Float32Array(buffer, floorsAt, floors.length).set(floors);
    const slots = this.table(wanted.size > 0);
    const wantedHalves = this.table(wanted.size > 0);
    for (const [slot, high] of [...wanted.keys()].entries()) {
      slots.bytes[high] = slot;
      wantedHalves.bytes[high] = LOOK;
    }
    const openHalves = this.table(open !== undefined);
    if (open !== undefined) openHalves.bytes.set(open);
    this.lows = lowsFor(wanted, buffer, this.regions);
    new Float64Array(buffer, this.record, 3).set([plan.scale, plan.offset, 0]);
    new Float32Array(buffer, this.record + LIMIT, 1)[0] = plan.limit;
    const { counts: lows, cursors } = this.lows;
    const integers = [
      bins,
      floorsAt,
      counts,
      slots.at,
      lows,
      openHalves.at,
      wantedHalves.at,
      cursors,
    ];
    new Int32Array(buffer, this.record + INTEGERS, integers.length).set(integers);
  }

  /** Counts `length` float32 at the address `values`. */
  add(values: number, length: number): void {
    if (this.counted + length > MOST_COUNTED) this.collect();
    this.counted += length;
    this.kernels.run.scanSecond(values, length, this.record);
  }

  counts(): SecondCounts {
    this.collect();
    const below = new Float64Array(this.kernels.buffer, this.record + BELOW, 1)[0] ?? 0;
    return { counts: this.totals.slice(), below, wanted: this.lows.read() };
  }

  dispose(): void {
    this.regions.release();
  }

  /** A byte for each high half, or no address. */
  private table(isThere: boolean): { at: number; bytes: Uint8Array } {
    const at = isThere ? this.regions.take(HALVES) : 0;
    return { at, bytes: new Uint8Array(this.kernels.buffer, at, isThere ? HALVES : 0).fill(0) };
  }

  private collect(): void {
    const { totals, bins } = this;
    const table = totals.length + 2;
    for (let lane = 0; lane < 4; lane++) {
      const first = lane * table + 1;
      for (let i = 0; i < totals.length; i++) totals[i] = (totals[i] ?? 0) + (bins[first + i] ?? 0);
    }
    bins.fill(0);
    this.counted = 0;
  }
}
