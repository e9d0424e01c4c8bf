import type { Weight } from '../../core/model/model';
import { shownShape } from '../../core/model/shownShape';
import { PIECE } from '../scan';
import { elementsOf } from '../../core/model/strides';

/** The same weight in two models. */
export interface WeightPair {
  readonly a: Weight;
  readonly b: Weight;
}

/** Values [start, end) of a pair, by its place in the list. */
export interface Part {
  readonly pair: number;
  readonly start: number;
  readonly end: number;
}

/** A few tens of milliseconds of work: enough that to send it around takes little beside. */
const BATCH = { parts: 256, values: 32 * PIECE };

/** Cuts pairs into batches of parts, small tensors together and large ones over several batches. */
export function* batchesOf(pairs: readonly WeightPair[]): Generator<readonly Part[]> {
  let batch: Part[] = [];
  let values = 0;
  for (const [pair, { a }] of pairs.entries()) {
    const count = valuesOf(a);
    let start = 0;
    do {
      // Parts begin where pieces do, so that sums are of the same pieces whatever lies before.
      const room = Math.max(1, Math.floor((BATCH.values - values) / PIECE)) * PIECE;
      const end = Math.min(count, start + room);
      batch.push({ pair, start, end });
      values += end - start;
      start = end;
      if (values >= BATCH.values || batch.length >= BATCH.parts) {
        yield batch;
        batch = [];
        values = 0;
      }
    } while (start < count);
  }
  if (batch.length > 0) yield batch;
}

/** Values as shown: a complex number is two. */
export function valuesOf(weight: Weight): number {
  return elementsOf(shownShape(weight).shape);
}
