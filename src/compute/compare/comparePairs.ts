import type { CompareProgress } from '../../protocol/compare';
import { type Comparing, compareBatch } from './compareBatch';
import { PairResults } from './pairResults';
import { batchesOf, type WeightPair } from './parts';

/** Batches for each thread: while it works on one, the next is made ready. */
const BATCHES_A_THREAD = 2;

/**
 * Compares every pair, and tells of each as soon as it is done; one that cannot be read says why and
 * stops none of the others. Memory does not depend on the size of the models.
 */
export async function comparePairs(
  comparing: Comparing,
  pairs: readonly WeightPair[],
  progress: (value: CompareProgress) => void,
): Promise<void> {
  const results = new PairResults(pairs, progress);
  const running = new Set<Promise<void>>();
  const atOnce = comparing.pool === undefined ? 1 : comparing.pool.threads * BATCHES_A_THREAD + 1;
  for (const batch of batchesOf(pairs)) {
    const job = compareBatch(comparing, pairs, batch, (part, result) => results.add(part, result));
    running.add(job);
    // Of a failure whoever waits for it hears; if another fails earlier, nobody does.
    job.catch(() => undefined).finally(() => running.delete(job));
    if (running.size >= atOnce) await Promise.race(running);
  }
  await Promise.all(running);
  results.send();
}
