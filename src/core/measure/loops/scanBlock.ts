/** What one block adds to a tensor's moments. Filled anew by each `scanBlock`, so that none is allocated per block. */
export interface BlockScan {
  nan: number;
  positiveInfinity: number;
  negativeInfinity: number;
  /** Position in the block of the first non-finite value, -1 if there is none. */
  firstNonFinite: number;
  finite: number;
  zeros: number;
  /** Infinity and -Infinity where nothing is finite. */
  min: number;
  max: number;
  mean: number;
  /** Sums of the 2nd, 3rd and 4th power of the distance from `mean`. */
  m2: number;
  m3: number;
  m4: number;
  l1: number;
  squares: number;
}

export function emptyScan(): BlockScan {
  return {
    nan: 0,
    positiveInfinity: 0,
    negativeInfinity: 0,
    firstNonFinite: -1,
    finite: 0,
    zeros: 0,
    min: Infinity,
    max: -Infinity,
    mean: 0,
    m2: 0,
    m3: 0,
    m4: 0,
    l1: 0,
    squares: 0,
  };
}

/**
 * Scans the first `length` values of a block, which it may reorder. Several rounds over a block
 * that fits the cache, so that the moments are taken about the block's own mean and nothing cancels.
 */
export function scanBlock(values: Float64Array, length: number, out: BlockScan): void {
  out.nan = 0;
  out.positiveInfinity = 0;
  out.negativeInfinity = 0;
  out.firstNonFinite = -1;
  let n = length;
  let sum = sumUp(values, n, out);
  // A sum is finite only if every term is; the rare sum of finite float64 that overflows loses nothing here.
  if (sum - sum !== 0) {
    n = keepFinite(values, n, out);
    sum = sumUp(values, n, out);
  }
  out.finite = n;
  findExtremes(values, n, out);
  if (n > 0) centralMoments(values, n, sum / n, out);
  else clearMoments(out);
}

/** Returns the plain sum; fills zeros, l1 and squares. */
function sumUp(values: Float64Array, length: number, out: BlockScan): number {
  let sum = 0;
  let l1 = 0;
  let squares = 0;
  let zeros = 0;
  for (let i = 0; i < length; i++) {
    const x = values[i] ?? 0;
    sum += x;
    l1 += Math.abs(x);
    squares += x * x;
    if (x === 0) zeros++;
  }
  out.zeros = zeros;
  out.l1 = l1;
  out.squares = squares;
  return sum;
}

/** Apart from `sumUp`: in one loop V8 now and then runs out of registers, and takes three times as long. */
function findExtremes(values: Float64Array, length: number, out: BlockScan): void {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < length; i++) {
    const x = values[i] ?? 0;
    if (x < min) min = x;
    if (x > max) max = x;
  }
  out.min = min;
  out.max = max;
}

/** Moves the finite values to the front, counts the others, returns how many are finite. */
function keepFinite(values: Float64Array, length: number, out: BlockScan): number {
  let kept = 0;
  for (let i = 0; i < length; i++) {
    const x = values[i] ?? 0;
    if (x - x === 0) {
      values[kept++] = x;
      continue;
    }
    if (out.firstNonFinite < 0) out.firstNonFinite = i;
    if (x === Infinity) out.positiveInfinity++;
    else if (x === -Infinity) out.negativeInfinity++;
    else out.nan++;
  }
  return kept;
}

/**
 * Moments about `centre`, then moved to the true mean: `centre` is a rounded mean, and the sum of the
 * distances from it tells by how much (the "corrected two-pass" of Chan, Golub and LeVeque 1983).
 */
function centralMoments(
  values: Float64Array,
  length: number,
  centre: number,
  out: BlockScan,
): void {
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let s4 = 0;
  for (let i = 0; i < length; i++) {
    const d = (values[i] ?? 0) - centre;
    const d2 = d * d;
    s1 += d;
    s2 += d2;
    s3 += d2 * d;
    s4 += d2 * d2;
  }
  const shift = s1 / length;
  const shift2 = shift * shift;
  out.mean = centre + shift;
  out.m2 = s2 - length * shift2;
  out.m3 = s3 - 3 * shift * s2 + 2 * length * shift2 * shift;
  out.m4 = s4 - 4 * shift * s3 + 6 * shift2 * s2 - 3 * length * shift2 * shift2;
}

function clearMoments(out: BlockScan): void {
  out.mean = 0;
  out.m2 = 0;
  out.m3 = 0;
  out.m4 = 0;
}
