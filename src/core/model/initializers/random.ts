/**
 * Random numbers that a seed repeats anywhere: xoshiro128** 1.1 by Blackman and Vigna ("Scrambled linear
 * pseudorandom number generators", 2018; prng.di.unimi.it, public domain). Not those of TensorFlow, whose
 * stream depends on the device.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;
  /** The second value of the last pair of normals. */
  private spare: number | undefined;

  /** @param state Four words, not all zero. */
  constructor(state: Uint32Array) {
    [this.a = 0, this.b = 0, this.c = 0, this.d = 0] = state;
  }

  /** @param stream Another number gives other values from the same seed: a weight's index. */
  static from(seed: number, stream: number): Random {
    // A seed is any safe integer; both of its halves count.
    const words = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0, stream];
    const state = Uint32Array.of(1, 2, 3, 4).map((word) =>
      words.reduce((mixed, next) => mix((mixed ^ next) + GOLDEN), mix(word + GOLDEN)),
    );
    if (state.every((word) => word === 0)) state[0] = 1;
    return new Random(state);
  }

  /** 32 random bits. */
  bits(): number {
    const { a, b } = this;
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const c = this.c ^ a;
    const d = this.d ^ b;
    this.b = b ^ c;
    this.a = a ^ d;
    this.c = c ^ (b << 9);
    this.d = rotated(d, 11);
    return result;
  }

  /** In [0, 1), a multiple of 2^-53. */
  uniform(): number {
    return ((this.bits() >>> 5) * 2 ** 26 + (this.bits() >>> 6)) / 2 ** 53;
  }

  /** Standard normal, by the polar method (Marsaglia and Bray 1964), which gives two at a time. */
  normal(): number {
    const { spare } = this;
    if (spare !== undefined) {
      this.spare = undefined;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square === 0 || square >= 1) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      this.spare = y * factor;
      return x * factor;
    }
  }
}

/** 2^32 over the golden ratio, so that words of zeros are mixed too. */
const GOLDEN = 0x9e37_79b9;

/** The finalizer of MurmurHash3 (Appleby): every bit of the input sways every bit of the result. */
function mix(x: number): number {
  let h = Math.imul(x ^ (x >>> 16), 0x85eb_ca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2_ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function rotated(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}
