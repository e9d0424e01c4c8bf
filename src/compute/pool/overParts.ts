import type { Weight } from '../../core/model/model';
import type { Client } from '../../protocol/channel';
import type { OpenedModel } from '../openedModel';
import { PIECE } from '../scan';
import type { Priority, ScanApi, Storage, StoredSpan } from './scanApi';
import type { ScanPool } from './scanPool';

/** Pieces of a part: enough that to send its counts takes little of its time, few enough to tell progress. */
const FEWEST_PIECES = 8;
const MOST_PIECES = 64;

/** Parts for each thread, so that one that is slow does not keep the others waiting. */
const PARTS_A_THREAD = 4;

export interface PoolCall {
  readonly pool: ScanPool;
  readonly priority: Priority;
  readonly signal: AbortSignal;
}

/** One pass over a large tensor, by all threads: `work` on each of its parts, results in any order. */
export async function overParts<Result>(
  { pool, priority, signal }: PoolCall,
  { opened, weight, storage }: StoredWeight,
  work: (scanner: Client<ScanApi>, span: StoredSpan, signal: AbortSignal) => Promise<Result>,
  merge: (result: Result) => void,
  progress: (fraction: number) => void,
): Promise<void> {
  const { count } = opened.scanned(weight);
  const starts = partsOf(count, pool.threads);
  // Where one part fails, nobody wants the others.
  const failed = new AbortController();
  const wanted = AbortSignal.any([signal, failed.signal]);
  let done = 0;
  const parts = starts.map(async (start, i) => {
    const span = await spanOf({ opened, weight, storage }, start, starts[i + 1] ?? count);
    merge(await pool.run(priority, wanted, (scanner) => work(scanner, span, wanted)));
    progress(++done / starts.length);
  });
  try {
    await Promise.all(parts);
  } catch (error) {
    failed.abort();
    throw error;
  }
}

export interface StoredWeight {
  readonly opened: OpenedModel;
  readonly weight: Weight;
  readonly storage: Storage;
}

/** @param start Flat index in the tensor as shown, where a complex number is two values. */
export async function spanOf(
  { opened, weight, storage }: StoredWeight,
  start: number,
  end: number,
): Promise<StoredSpan> {
  const values = weight.dtype === 'complex64' ? 2 : 1;
  const pieces = await opened.source.piecesOf(weight, start / values, end / values);
  return { name: weight.name, storage, start, count: end - start, pieces };
}

/** Flat indices at which parts begin, each where a piece does. */
function partsOf(count: number, threads: number): number[] {
  const pieces = Math.ceil(count / PIECE);
  const even = Math.ceil(pieces / (PARTS_A_THREAD * threads));
  const part = PIECE * Math.min(MOST_PIECES, Math.max(FEWEST_PIECES, even));
  return Array.from({ length: Math.ceil(count / part) }, (_, i) => i * part);
}
