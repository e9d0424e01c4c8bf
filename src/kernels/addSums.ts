import { Moments, Sums } from './records';

export function clear(out: Moments, count: i32): void {
  memory.fill(changetype<usize>(out), 0, offsetof<Moments>());
  out.count = count;
  out.min = Infinity;
  out.max = -Infinity;
  out.minAt = -1;
  out.maxAt = -1;
  out.firstNonFiniteAt = -1;
}

/**
 * Adds the sums of the `n` finite values of a block that starts at position `start` of the piece;
 * `values` is where its first value lies. Moves the moments to the mean of the block, then merges:
 * the same formulas as in `src/core/measure/loops/scanBlock.ts` and `src/core/measure/moments.ts`.
 */
export function addSums(
  sums: Sums,
  n: f64,
  centre: f64,
  values: usize,
  start: i32,
  out: Moments,
): void {
  const shift = sums.s1 / n;
  const shift2 = shift * shift;
  const mean = centre + shift;
  const m2 = sums.s2 - n * shift2;
  const m3 = sums.s3 - 3 * shift * sums.s2 + 2 * n * shift2 * shift;
  const m4 = sums.s4 - 4 * shift * sums.s3 + 6 * shift2 * sums.s2 - 3 * n * shift2 * shift2;
  merge(n, mean, m2, m3, m4, out);
  out.l1 += sums.l1;
  out.squares += m2 + n * mean * mean;
  if (sums.min < out.min) {
    // Adding 0 turns -0 into 0.
    out.min = sums.min + 0;
    out.minAt = start + locate(values, <f32>sums.min);
  }
  if (sums.max > out.max) {
    out.max = sums.max + 0;
    out.maxAt = start + locate(values, <f32>sums.max);
  }
}

function merge(b: f64, mean: f64, bm2: f64, bm3: f64, bm4: f64, out: Moments): void {
  const a = out.finite;
  const n = a + b;
  const d = mean - out.mean;
  const dn = d / n;
  const ab = a * b;
  const m2 = out.m2;
  const m3 = out.m3;
  out.m4 +=
    bm4 +
    dn * dn * dn * d * ab * (a * a - ab + b * b) +
    6 * dn * dn * (a * a * bm2 + b * b * m2) +
    4 * dn * (a * bm3 - b * m3);
  out.m3 += bm3 + dn * dn * d * ab * (a - b) + 3 * dn * (a * bm2 - b * m2);
  out.m2 += bm2 + dn * d * ab;
  out.mean = a == 0 ? mean : out.mean + dn * b;
  out.finite = n;
}

/** Position of a value that is there. */
function locate(values: usize, value: f32): i32 {
  let at = values;
  while (load<f32>(at) != value) at += 4;
  return <i32>((at - values) >> 2);
}
