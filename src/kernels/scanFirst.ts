import { addSums, clear } from './addSums';
import { BLOCK, SCRATCH } from './block';
import { keepFinite } from './keepFinite';
import { Moments, Sums } from './records';
import { sumUp } from './sumUp';
import { countZeros, nearlyZero } from './zeros';

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
 * Where the centre is more than a standard deviation from the mean of the block, one more round is
 * made about that, so that no more than a bit is lost when the moments are moved to it.
 */
function scanBlock(values: usize, length: i32, start: i32, keys: usize, out: Moments): void {
  let source = values;
  let n = length;
  let centre = centreAfter(out);
  const zerosBefore = keys != 0 ? nearlyZero(keys) : 0;
  sumUp(source, n, centre, keys, sums);
  // A sum of float32 is finite only if every term is.
  if (sums.s1 - sums.s1 != 0) {
    source = SCRATCH;
    n = keepFinite(values, length, start, source, out);
    if (n == 0) return;
    sumUp(source, n, centre, 0, sums);
  }
  const shift = sums.s1 / n;
  if (n * shift * shift > 0.5 * sums.s2) {
    centre += shift;
    sumUp(source, n, centre, 0, sums);
  }
  addSums(sums, n, centre, values, start, out);
  // Most blocks have none, and then nobody has to look for them.
  if (keys == 0 || nearlyZero(keys) != zerosBefore) out.zeros += countZeros(source, n);
}

/** The mean of the blocks before; 0 where that is near enough to it for their spread. */
function centreAfter(blocks: Moments): f64 {
  return 3 * blocks.finite * blocks.mean * blocks.mean < blocks.m2 ? 0 : blocks.mean;
}
