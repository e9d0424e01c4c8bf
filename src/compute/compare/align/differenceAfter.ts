import { mover, type Permutations } from '../../../core/align/permute';
import type { TensorLanes } from '../../../core/align/unitPlan';
import type { TensorPair } from '../../../core/align/unitProfit';
import { pieceDifference } from '../../../core/compare/pieceDifference';
import {
  type PlacedDifference,
  type TensorDifference,
  tensorDifference,
} from '../../../core/compare/tensorDifference';
import { MOST_OF_PLAIN_LOOPS, type Turn } from '../../turns';

/** B against A with B's units where the permutations put them. */
export async function differenceAfter(
  { a, b }: TensorPair,
  tensor: TensorLanes,
  permutations: Permutations,
  turn: Turn,
): Promise<TensorDifference> {
  const move = mover(tensor, permutations);
  const isMoved = permutations.length > 0;
  const [count = 0] = tensor.weight.shape;
  const width = a.length / Math.max(1, count);
  const step = Math.max(1, Math.floor(MOST_OF_PLAIN_LOOPS / Math.max(1, width)));
  const pieces: PlacedDifference[] = [];
  for (let from = 0; from < count; from += step) {
    const to = Math.min(count, from + step);
    const start = from * width;
    const after = isMoved ? move(b, from, to) : b.subarray(start, to * width);
    const piece = pieceDifference(a.subarray(start, to * width), after);
    pieces.push({ piece, start });
    await turn();
  }
  return tensorDifference(pieces);
}
