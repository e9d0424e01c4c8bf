/**
 * Records that lie in memory, fields in this order and aligned as in C; the readers and writers on
 * the other side are in `src/compute/kernels/`.
 */

/** What `sumUp` says of a block. */
@unmanaged
export class Sums {
  /** Sums of the powers of the distance from the centre. */
  s1: f64;
  s2: f64;
  s3: f64;
  s4: f64;
  /** Sum of |x|. */
  l1: f64;
  /** Infinity and -Infinity where nothing is finite. */
  min: f64;
  max: f64;
}

/**
 * What `scanFirst` says of a piece: as `Moments` in `src/core/measure/moments.ts`, positions in the
 * piece.
 */
@unmanaged
export class Moments {
  count: f64;
  finite: f64;
  nan: f64;
  positiveInfinity: f64;
  negativeInfinity: f64;
  zeros: f64;
  min: f64;
  max: f64;
  minAt: f64;
  maxAt: f64;
  firstNonFiniteAt: f64;
  mean: f64;
  m2: f64;
  m3: f64;
  m4: f64;
  l1: f64;
  squares: f64;
}

/** What `scanSecond` counts, and where. */
@unmanaged
export class SecondPlan {
  /**
   * value * scale + offset is half a bin more than the place on the axis of bins, which starts at
   * bin 1.
   */
  scale: f64;
  offset: f64;
  /** Added to: how many values lie within (-limit, limit). */
  below: f64;
  limit: f32;
  bins: i32;
  /**
   * The least float32 of each bin, with one bin for what lies below the range and one for what lies
   * above; then NaN.
   */
  floors: usize;
  /**
   * Four tables of uint32 for these bins + 2, to be added up: neighbours do not wait for each
   * other's store.
   */
  counts: usize;
  /** The slot of each wanted high half. */
  slots: usize;
  /** 65,536 uint32 for each slot, which count low halves; 0 if low halves are kept instead. */
  lows: usize;
  /** 4 for each high half of which values are to be looked at, else 0; 0 if all are. */
  open: usize;
  /** 4 for each high half of which the low halves are wanted, else 0; 0 if none is. */
  wanted: usize;
  /**
   * For each slot two addresses: where its next low half is kept, and the end of the room for them.
   */
  cursors: usize;
}

/**
 * What `comparePieces` says of two pieces, over the pairs of which both are finite but for
 * `changed`.
 */
@unmanaged
export class Comparison {
  pairs: f64;
  /** Pairs of different bits, those that are not finite included. */
  changed: f64;
  dot: f64;
  /** Sum of (a - b)^2. */
  squaredDistance: f64;
  aSquares: f64;
  bSquares: f64;
  maxDifference: f64;
  /** Position of the first pair that differs by `maxDifference`, -1 if there is no pair. */
  maxDifferenceAt: f64;
}
