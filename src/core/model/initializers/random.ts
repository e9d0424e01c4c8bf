/**
 * Random numbers that a seed repeats anywhere: xoshiro128** 1.1 by Blackman and Vigna ("Scrambled linear
 * pseudorandom number generators", 2018; prng.di.unimi.it, public domain). Not those of TensorFlow, whose
 * stream depends on the device.
 */
export class Random {
  /** @param state Not all zero. */
  constructor(private readonly state: Uint32Array) {}

  /** @param stream Another number gives other values from the same seed: a weight's index. */
  static from(seed: number, stream: number): Random {
    const state = new Uint32Array(4);
    // A seed is any safe integer; both of its halves count.
    let mixed = mix(seed >>> 0) ^ mix(Math.floor(seed / 2 ** 32) >>> 0 || 0x9e37_79b9);
    mixed = mix(mixed ^ mix(stream + 1));
    for (let i = 0; i < 4; i++) {
      mixed = mix((mixed + 0x9e37_79b9) >>> 0);
      state[i] = mixed;
    }
    if (state.every((word) => word === 0)) state[0] = 1;
    return new Random(state);
  }

  /** 32 random bits. */
  bits(): number {
    const { state } = this;
    const [a = 0, b = 0, c = 0, d = 0] = state;
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const c1 = c ^ a;
    const d1 = d ^ b;
    state[1] = b ^ c1;
    state[0] = a ^ d1;
    state[2] = c1 ^ (b << 9);
    state[3] = rotated(d1, 11);
    return result;
  }

  /** In [0, 1), a multiple of 2^-53. */
  uniform(): number {
    return ((this.bits() >>> 5) * 2 ** 26 + (this.bits() >>> 6)) / 2 ** 53;
  }

  /** Standard normal, by the polar method (Marsaglia and Bray 1964), of which one of two values is used. */
  normal(): number {
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }
}

/** The finalizer of MurmurHash3 (Appleby): every bit of the input sways every bit of the result. */
function mix(x: number): number {
  let h = Math.imul(x ^ (x >>> 16), 0x85eb_ca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2_ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function rotated(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}
