import type { HighCounts } from '../../core/measure/highCounts';
import { PieceMoments } from '../../core/measure/pieceMoments';
import { MAX_RANKED } from '../../core/measure/rankSearch';
import type { SecondPlan } from '../../core/measure/secondPlan';
import type { Measures } from '../../core/measure/statistics';
import { addCounts, measuresOf, type SecondCounts, turnOf } from '../../core/measure/twoPasses';
import { overParts, type PoolCall, type StoredWeight } from './overParts';

/** Measures one large tensor on all threads, to the same bits as on one. */
export async function measureSplit(
  call: PoolCall,
  stored: StoredWeight,
  progress: (fraction: number) => void,
): Promise<Measures> {
  const { priority } = call;
  const ranked = stored.opened.scanned(stored.weight).count <= MAX_RANKED;
  const moments = new PieceMoments();
  let highs: HighCounts | undefined;
  await overParts(
    call,
    stored,
    (scanner, span, signal) => scanner.first({ span, ranked, priority }, { signal }),
    (found) => {
      for (const piece of found.moments) moments.add(piece.moments, piece.start);
      highs = highs === undefined ? found.highs : added(highs, found.highs);
    },
    (fraction) => progress(fraction / 2),
  );
  const turn = turnOf(moments.merged(), ranked ? highs : undefined);
  const { plan } = turn;
  const counts =
    plan === undefined
      ? undefined
      : await countSplit(call, stored, plan, (fraction) => progress((1 + fraction) / 2));
  return measuresOf(turn, () => {
    if (counts === undefined) throw new Error('There is no result before the second pass.');
    return counts;
  });
}

/** The second pass alone, over a tensor of at least one value. */
export async function countSplit(
  call: PoolCall,
  stored: StoredWeight,
  plan: SecondPlan,
  progress: (fraction: number) => void,
): Promise<SecondCounts | undefined> {
  const { priority } = call;
  let counts: SecondCounts | undefined;
  await overParts(
    call,
    stored,
    (scanner, span, signal) => scanner.second({ span, plan, priority }, { signal }),
    (found) => (counts = counts === undefined ? found : addCounts(counts, found)),
    progress,
  );
  return counts;
}

function added(a: HighCounts, b: HighCounts): HighCounts {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] ?? 0) + (b[i] ?? 0);
  return a;
}
