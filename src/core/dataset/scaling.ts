import type { Scaling } from './choice';
import type { Joined } from './inputs';

/** value → (value − mean) / std, number i of a row by mean[i % mean.length]. Plain data, kept with the model. */
export interface FittedScaling {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** Values that are looked at between two turns: some milliseconds. */
const PIECE = 65_536;

/**
 * @param rows of the training split alone: what is measured on validation rows tells about them.
 * @param shape of the input; each size of its last axis is a feature (or channel) of its own.
 * @returns null where numbers stay as they are.
 */
export async function fitScaling(
  scaling: Scaling,
  rows: Uint32Array,
  shape: readonly number[],
  joined: Joined,
  turn: () => Promise<void>,
): Promise<FittedScaling | null> {
  switch (scaling.kind) {
    case 'none':
      return null;
    case 'divide':
      return { mean: [0], std: [scaling.by] };
    case 'given':
      return { mean: scaling.mean, std: scaling.std };
    case 'standardise':
      return standardised(rows, shape, joined, turn);
  }
}

/**
 * Mean and population std, in two passes in doubles. A feature that never changes keeps its values:
 * mean 0 and std 1.
 */
async function standardised(
  rows: Uint32Array,
  shape: readonly number[],
  joined: Joined,
  turn: () => Promise<void>,
): Promise<FittedScaling> {
  const features = shape.at(-1) ?? 1;
  const perFeature = (rows.length * joined.size) / features;
  const seen: Seen = {
    sum: new Float64Array(features),
    lowest: new Float64Array(features).fill(Infinity),
    highest: new Float64Array(features).fill(-Infinity),
  };
  for (const piece of piecesOf(joined, rows)) {
    lookAt(piece, seen);
    await turn();
  }
  const mean = seen.sum.map((sum) => sum / perFeature);
  const squares = new Float64Array(features);
  for (const piece of piecesOf(joined, rows)) {
    addSquares(piece, mean, squares);
    await turn();
  }
  // Rounding gives a constant a tiny std, and would blow it up.
  const isConstant = (i: number): boolean => seen.lowest[i] === seen.highest[i];
  return {
    mean: Array.from(mean, (value, i) => (isConstant(i) ? 0 : value)),
    std: Array.from(squares, (sum, i) => (isConstant(i) ? 1 : Math.sqrt(sum / perFeature))),
  };
}

/** Some rows of one column. */
interface Piece {
  readonly part: Joined['parts'][number];
  readonly rows: Uint32Array;
}

/** Column by column, as they lie in memory. */
function* piecesOf({ parts }: Joined, rows: Uint32Array): Generator<Piece> {
  for (const part of parts) {
    const step = Math.max(1, Math.floor(PIECE / part.size));
    for (let start = 0; start < rows.length; start += step)
      yield { part, rows: rows.subarray(start, start + step) };
  }
}

interface Seen {
  readonly sum: Float64Array;
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
}

// Loops of their own: a function called for each of fifty million values takes four times as long.
function lookAt(
  { part: { numbers, size, first }, rows }: Piece,
  { sum, lowest, highest }: Seen,
): void {
  const features = sum.length;
  for (let j = 0; j < size; j++) {
    const feature = (first + j) % features;
    let [total, least, most] = [0, lowest[feature] ?? 0, highest[feature] ?? 0];
    for (const row of rows) {
      const value = numbers[row * size + j] ?? NaN;
      total += value;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    sum[feature] = (sum[feature] ?? 0) + total;
    lowest[feature] = least;
    highest[feature] = most;
  }
}

function addSquares(
  { part: { numbers, size, first }, rows }: Piece,
  mean: Float64Array,
  squares: Float64Array,
): void {
  const features = mean.length;
  for (let j = 0; j < size; j++) {
    const feature = (first + j) % features;
    const centre = mean[feature] ?? 0;
    let total = 0;
    for (const row of rows) {
      const from = (numbers[row * size + j] ?? NaN) - centre;
      total += from * from;
    }
    squares[feature] = (squares[feature] ?? 0) + total;
  }
}

export function scaled(value: number, i: number, scaling: FittedScaling | null): number {
  if (scaling === null) return value;
  const { mean, std } = scaling;
  return (value - (mean[i % mean.length] ?? 0)) / (std[i % std.length] ?? 1);
}
