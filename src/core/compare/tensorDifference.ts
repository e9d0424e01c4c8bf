import type { PieceDifference } from './pieceDifference';

/**
 * How a tensor B differs from the same tensor A; A is the reference. Sums and norms are over the
 * places where both values are finite, in float64. Definitions as in Git Re-Basin's and numpy's own
 * terms: Frobenius norm of the difference by that of A, cosine of the two flattened.
 */
export interface TensorDifference {
  readonly count: number;
  /** Places where both values are finite. */
  readonly pairs: number;
  /** Places of different bits; 0 and -0 differ. */
  readonly changed: number;
  /** Places where both are NaN; equal bits or not, they are no distance. */
  readonly bothNaN: number;
  readonly aNorm: number;
  readonly bNorm: number;
  /** ||A - B||. */
  readonly distance: number;
  /** ||A - B|| / ||A||; null where A is all zeros and B is not, or where nothing is finite. */
  readonly relative: number | null;
  /** Null where either is all zeros. */
  readonly cosine: number | null;
  /** Largest |a - b|, null where nothing is finite. */
  readonly maxDifference: number | null;
  /** Flat index of the first place that differs so much. */
  readonly maxDifferenceAt: number | null;
}

/** A piece of a comparison and the flat index at which it starts. */
export interface PlacedDifference {
  readonly piece: PieceDifference;
  readonly start: number;
}

/** Adds pieces, in whatever order they come, in the order of the tensor: to the same bits always. */
export function tensorDifference(pieces: readonly PlacedDifference[]): TensorDifference {
  const sum = emptySum();
  for (const { piece, start } of [...pieces].sort((a, b) => a.start - b.start))
    add(sum, piece, start);
  return toDifference(sum);
}

/**
 * Several tensors as one: a layer, a model. The place of the largest difference is that of the
 * tensor that holds it, which the caller knows.
 */
export function rollUp(differences: readonly TensorDifference[]): TensorDifference {
  const sum = emptySum();
  for (const { count, pairs, changed, bothNaN, aNorm, bNorm, ...rest } of differences) {
    const dot = (rest.cosine ?? 0) * aNorm * bNorm;
    const piece = {
      ...{ count, pairs, changed, bothNaN, dot },
      squaredDistance: rest.distance ** 2,
      aSquares: aNorm ** 2,
      bSquares: bNorm ** 2,
      maxDifference: rest.maxDifference ?? -1,
      maxDifferenceAt: rest.maxDifferenceAt ?? -1,
    };
    add(sum, piece, 0);
  }
  return toDifference(sum);
}

type Sum = { -readonly [K in keyof PieceDifference]: number };

function emptySum(): Sum {
  return {
    ...{ count: 0, pairs: 0, changed: 0, bothNaN: 0 },
    ...{ dot: 0, squaredDistance: 0, aSquares: 0, bSquares: 0 },
    ...{ maxDifference: -1, maxDifferenceAt: -1 },
  };
}

function add(sum: Sum, piece: PieceDifference, start: number): void {
  sum.count += piece.count;
  sum.pairs += piece.pairs;
  sum.changed += piece.changed;
  sum.bothNaN += piece.bothNaN;
  sum.dot += piece.dot;
  sum.squaredDistance += piece.squaredDistance;
  sum.aSquares += piece.aSquares;
  sum.bSquares += piece.bSquares;
  if (piece.maxDifference <= sum.maxDifference) return;
  sum.maxDifference = piece.maxDifference;
  sum.maxDifferenceAt = start + piece.maxDifferenceAt;
}

function toDifference(sum: Sum): TensorDifference {
  const { count, pairs, changed, bothNaN, maxDifference, maxDifferenceAt } = sum;
  const aNorm = Math.sqrt(sum.aSquares);
  const bNorm = Math.sqrt(sum.bSquares);
  const distance = Math.sqrt(sum.squaredDistance);
  const measured = pairs > 0;
  return {
    ...{ count, pairs, changed, bothNaN, aNorm, bNorm, distance },
    relative: measured ? relativeOf(distance, aNorm) : null,
    cosine: aNorm > 0 && bNorm > 0 ? cosineOf(sum, aNorm, bNorm) : null,
    maxDifference: measured ? maxDifference : null,
    maxDifferenceAt: measured ? maxDifferenceAt : null,
  };
}

function relativeOf(distance: number, aNorm: number): number | null {
  if (distance === 0) return 0;
  return aNorm > 0 ? distance / aNorm : null;
}

/** Rounding takes equal vectors a little beyond or below 1. */
function cosineOf(sum: Sum, aNorm: number, bNorm: number): number {
  if (sum.squaredDistance === 0) return 1;
  return Math.max(-1, Math.min(1, sum.dot / (aNorm * bNorm)));
}
