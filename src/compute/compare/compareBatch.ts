import { pieceDifference } from '../../core/compare/pieceDifference';
import type { PlacedDifference } from '../../core/compare/tensorDifference';
import { CancelledError } from '../../protocol/channel';
import { fromRecord } from '../../protocol/errorRecord';
import type { OpenedModel } from '../openedModel';
import { spanOf } from '../pool/overParts';
import type { ScanPool } from '../pool/scanPool';
import { storageOf } from '../pool/storage';
import { PIECE } from '../scan';
import type { Turn } from '../turns';
import type { PairScanApi, SpanPair } from './pairScan';
import type { Part, WeightPair } from './parts';

/** Two models, and who compares them. */
export interface Comparing {
  readonly a: OpenedModel;
  readonly b: OpenedModel;
  /** Threads that read the files of both themselves. */
  readonly pool: Pick<ScanPool<PairScanApi>, 'threads' | 'run'> | undefined;
  readonly turn: Turn;
  readonly signal: AbortSignal;
}

type Take = (part: Part, result: readonly PlacedDifference[] | Error) => void;

/** Compares parts: those that threads can read by one of them, the others here. */
export async function compareBatch(
  comparing: Comparing,
  pairs: readonly WeightPair[],
  batch: readonly Part[],
  take: Take,
): Promise<void> {
  const sent: { readonly part: Part; readonly spans: SpanPair }[] = [];
  for (const part of batch) {
    const pair = pairs[part.pair];
    if (pair === undefined) continue;
    try {
      const spans = await spansOf(comparing, pair, part);
      if (spans === undefined) take(part, await compareHere(comparing, pair, part));
      else sent.push({ part, spans });
    } catch (error) {
      take(part, asFailure(error));
    }
  }
  await compareByThread(comparing, sent, take);
}

/** Undefined where the threads cannot read one of them. */
async function spansOf(
  { a, b, pool }: Comparing,
  pair: WeightPair,
  { start, end }: Part,
): Promise<SpanPair | undefined> {
  const storages = [storageOf(pair.a), storageOf(pair.b)] as const;
  if (!a.isAsInFiles(pair.a) || !b.isAsInFiles(pair.b)) return undefined;
  if (pool === undefined || storages[0] === undefined || storages[1] === undefined)
    return undefined;
  return {
    a: await spanOf({ opened: a, weight: pair.a, storage: storages[0] }, start, end),
    b: await spanOf({ opened: b, weight: pair.b, storage: storages[1] }, start, end),
  };
}

async function compareByThread(
  { pool, signal }: Comparing,
  sent: readonly { readonly part: Part; readonly spans: SpanPair }[],
  take: Take,
): Promise<void> {
  if (pool === undefined || sent.length === 0) return;
  const pairs = sent.map(({ spans }) => spans);
  const results = await pool.run('background', signal, (scanner) =>
    scanner.compare({ pairs }, { signal }),
  );
  for (const [i, { part }] of sent.entries()) {
    const result = results[i];
    if (result === undefined) continue;
    take(part, 'failure' in result ? fromRecord(result.failure) : result.pieces);
  }
}

async function compareHere(
  { a, b, turn }: Comparing,
  pair: WeightPair,
  part: Part,
): Promise<readonly PlacedDifference[]> {
  // Over A lie the values of B, as if an edit had brought them.
  const left = a.scanned(pair.a, 'stored').read;
  const right = b.scanned(pair.b, 'stored').read;
  const pieces: PlacedDifference[] = [];
  for (let start = part.start; start < part.end; start += PIECE) {
    const end = Math.min(part.end, start + PIECE);
    const [here, there] = await Promise.all([left(start, end), right(start, end)]);
    pieces.push({ piece: pieceDifference(here, there), start });
    await turn();
  }
  return pieces;
}

function asFailure(error: unknown): Error {
  if (error instanceof CancelledError) throw error;
  return error instanceof Error ? error : new Error(String(error));
}
