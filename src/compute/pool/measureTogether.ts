import type { Measures } from '../../core/measure/statistics';
import { CancelledError } from '../../protocol/channel';
import { fromRecord } from '../../protocol/errorRecord';
import { type PoolCall, spanOf, type StoredWeight } from './overParts';
import type { StoredSpan } from './scanApi';
import { ThreadLostError } from './scanPool';

/** What was measured of each of the weights, or why there are none; all on one thread. */
export async function measureTogether(
  call: PoolCall,
  weights: readonly StoredWeight[],
): Promise<(Measures | Error)[]> {
  const spans: (StoredSpan | Error)[] = [];
  for (const stored of weights) {
    const { count } = stored.opened.scanned(stored.weight);
    spans.push(await spanOf(stored, 0, count).catch(asError));
  }
  const found = spans.filter((span): span is StoredSpan => !(span instanceof Error));
  const results = await measureSpans(call, found);
  let next = 0;
  return spans.map((span) =>
    span instanceof Error ? span : (results[next++] ?? new CancelledError()),
  );
}

async function measureSpans(
  call: PoolCall,
  spans: readonly StoredSpan[],
): Promise<(Measures | Error)[]> {
  const { pool, priority, signal } = call;
  if (spans.length === 0) return [];
  try {
    const results = await pool.run(priority, signal, (scanner) =>
      scanner.measure({ spans, priority }, { signal }),
    );
    return results.map((one) => ('failure' in one ? fromRecord(one.failure) : one.measures));
  } catch (error) {
    if (!(error instanceof ThreadLostError)) throw error;
    if (spans.length === 1) return [error];
    // One of them is to blame: each by itself, to find out which.
    const results: (Measures | Error)[] = [];
    for (const span of spans) results.push(...(await measureSpans(call, [span])));
    return results;
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
