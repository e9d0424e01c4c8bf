import fc from 'fast-check';

const EDGES = [
  ...[0x00000000, 0x80000000, 0x7f800000, 0xff800000, 0x7f800001, 0x7fc00000, 0xffffffff],
  ...[0x00000001, 0x80000001, 0x007fffff, 0x00800000, 0x7f7fffff, 0xff7fffff, 0x3f800000],
];

/**
 * Bits of any float32: every NaN, infinities, denormals, both zeros, and neighbours that share a
 * high half.
 */
const bits = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 0xffffffff }) },
  { weight: 2, arbitrary: fc.integer({ min: 0x3f7ffff0, max: 0x3f800010 }) },
  { weight: 1, arbitrary: fc.constantFrom(...EDGES) },
);

const floatOf = (list: readonly number[]): Float32Array =>
  new Float32Array(Uint32Array.from(list).buffer);

/** Values of any bits. */
export const anyFloats = fc.array(bits, { maxLength: 300 }).map(floatOf);

/** Values such as weights have, here and there one that is not finite. */
const ordinary = fc.oneof(
  { weight: 30, arbitrary: fc.float({ min: -8, max: 8, noNaN: true }) },
  { weight: 10, arbitrary: fc.integer({ min: -4, max: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 100) },
);
export const weights = fc
  .array(ordinary, { maxLength: 300 })
  .map((list) => Float32Array.from(list));

/**
 * Tensors long enough for several blocks and for counted ranks: a list over and over, each time
 * scaled a little.
 */
export const tensors = fc
  .tuple(
    fc.oneof(anyFloats, weights),
    fc.integer({ min: 1, max: 40 }),
    fc.constantFrom(1, 0.99, 1.5),
  )
  .map(([list, times, factor]) => {
    const all = new Float32Array(list.length * times);
    for (let t = 0; t < times; t++)
      all.set(
        list.map((x) => x * factor ** t),
        list.length * t,
      );
    return all;
  });

/** How far from an alignment of 16 bytes values start. */
export const shifts = fc.integer({ min: 0, max: 15 });
