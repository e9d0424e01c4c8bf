/**
 * Loops over the order-preserving 32-bit keys of `orderKey.ts`. `signMask` is -1 for the bits of
 * float32 and 0 for int32; everything else is the same, so that one loop serves both.
 */
const TOP_BIT = 0x80000000 | 0;

/** No low bits are wanted of keys with these high bits. */
export const NO_SLOT = 255;

/** Adds to `counts[high 16 bits of key]`. NaN and infinities land in bins of their own. */
export function countHighBits(bits: Int32Array, signMask: number, counts: Uint32Array): void {
  const length = bits.length;
  for (let i = 0; i < length; i++) {
    const b = bits[i] ?? 0;
    const high = (b ^ (((b >> 31) & signMask) | TOP_BIT)) >>> 16;
    counts[high] = (counts[high] ?? 0) + 1;
  }
}

/** Adds to `low[65536 * slot + low 16 bits of key]` where `slots[high 16 bits]` is a slot. */
export function countLowBits(
  bits: Int32Array,
  signMask: number,
  slots: Uint8Array,
  low: Uint32Array,
): void {
  const length = bits.length;
  for (let i = 0; i < length; i++) {
    const b = bits[i] ?? 0;
    const key = b ^ (((b >> 31) & signMask) | TOP_BIT);
    const slot = slots[key >>> 16] ?? 0;
    if (slot === NO_SLOT) continue;
    const at = (slot << 16) | (key & 0xffff);
    low[at] = (low[at] ?? 0) + 1;
  }
}
