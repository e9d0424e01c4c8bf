import { countHighBits, countLowBits, NO_SLOT } from './loops/countKeys';
import { FINITE_HIGH_BITS, type KeyKind, signMaskOf, valueOfKey } from './orderKey';

const HALF = 0x10000;

/** Counts are 32-bit; a tensor of more elements (17 GB of float32) gets no quantiles. */
export const MAX_RANKED = 0xffffffff;

/**
 * Finds exact order statistics of 32-bit values in two passes and 256 KiB a bin, without a sort:
 * the first pass counts the high halves of the keys, the second the low halves within the few bins
 * that hold the wanted ranks. Both passes may go over the values in any order and in any pieces.
 */
export class RankSearch {
  private readonly signMask: number;
  private readonly high = new Uint32Array(HALF);
  private readonly slots = new Uint8Array(HALF).fill(NO_SLOT);
  private low = new Uint32Array(0);
  private wanted: Place[] = [];

  constructor(private readonly kind: KeyKind) {
    this.signMask = signMaskOf(kind);
  }

  first(bits: Int32Array): void {
    countHighBits(bits, this.signMask, this.high);
  }

  /** Between the passes: which bins hold these ranks (0-based, ascending, over the finite values). */
  want(ranks: readonly number[]): void {
    this.wanted = [];
    const bins: number[] = [];
    const { first, last } = FINITE_HIGH_BITS[this.kind];
    let before = 0;
    let next = 0;
    for (let bin = first; bin <= last && next < ranks.length; bin++) {
      const inBin = this.high[bin] ?? 0;
      while (next < ranks.length && (ranks[next] ?? 0) < before + inBin) {
        if (bins.at(-1) !== bin) {
          this.slots[bin] = bins.length;
          bins.push(bin);
        }
        const rank = ranks[next++] ?? 0;
        this.wanted.push({ rank, bin, slot: bins.length - 1, within: rank - before });
      }
      before += inBin;
    }
    this.low = new Uint32Array(HALF * bins.length);
  }

  second(bits: Int32Array): void {
    countLowBits(bits, this.signMask, this.slots, this.low);
  }

  /** Value of each wanted rank. */
  values(): Map<number, number> {
    const found = new Map<number, number>();
    for (const { rank, bin, slot, within } of this.wanted) {
      let left = within;
      let low = 0;
      while (low < HALF - 1 && left >= (this.low[HALF * slot + low] ?? 0))
        left -= this.low[HALF * slot + low++] ?? 0;
      found.set(rank, valueOfKey(this.kind, ((bin << 16) | low) >>> 0));
    }
    return found;
  }
}

interface Place {
  readonly rank: number;
  readonly bin: number;
  readonly slot: number;
  /** Rank within the bin. */
  readonly within: number;
}
