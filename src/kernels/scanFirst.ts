import { addSums, clear } from './addSums';
import { BLOCK, SCRATCH } from './block';
import { keepFinite } from './keepFinite';
import { Moments, Sums } from './records';
import { sumUp } from './sumUp';

const sums = changetype<Sums>(memory.data(64, 16));

/**
 * First pass over a piece of `length` float32 of any alignment: fills `out`, and unless `keys` is 0
 * adds to the two tables of `sumUp`. `out` depends on nothing but the values of the piece.
 */
export function scanFirst(values: usize, length: i32, keys: usize, out: Moments): void {
  clear(out, length);
  for (let start = 0; start < length; start += BLOCK)
    scanBlock(values + ((<usize>start) << 2), min(BLOCK, length - start), start, keys, out);
}

/**
 * The centre is a sample's mean. Where it is more than a standard deviation from the true mean, one
 * more round is made about that, so that no more than a bit is lost when the moments are moved to
 * the true mean.
 */
function scanBlock(values: usize, length: i32, start: i32, keys: usize, out: Moments): void {
  let source = values;
  let n = length;
  let centre = sampleMean(source, n);
  sumUp(source, n, centre, keys, sums);
  // A sum of float32 is finite only if every term is.
  if (sums.s1 - sums.s1 != 0) {
    source = SCRATCH;
    n = keepFinite(values, length, start, source, out);
    if (n == 0) return;
    centre = sampleMean(source, n);
    sumUp(source, n, centre, 0, sums);
  }
  const shift = sums.s1 / n;
  if (n * shift * shift > 0.5 * sums.s2) {
    centre += shift;
    sumUp(source, n, centre, 0, sums);
  }
  addSums(sums, n, centre, values, start, out);
}

/** Mean of up to 17 values, evenly spread. */
function sampleMean(values: usize, n: i32): f64 {
  const step = (<usize>max(1, n >> 4)) << 2;
  const end = values + ((<usize>n) << 2);
  let sum: f64 = 0;
  let count = 0;
  for (let at = values; at < end; at += step) {
    sum += load<f32>(at);
    count++;
  }
  return sum / count;
}
