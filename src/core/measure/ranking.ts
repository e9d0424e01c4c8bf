import { MAX_RANKED, RankSearch } from './rankSearch';
import { SortedRuns } from './sortedRuns';
import { keyBits, keyKindOf, type Measurable } from './widen';

/** Order statistics of the finite values of a tensor, from the same two passes as everything else. */
export interface Ranking {
  first(values: Measurable): void;
  want(ranks: readonly number[]): void;
  second(values: Measurable): void;
  values(): Map<number, number>;
}

/** Below this a sort is faster than to clear and scan 65,536 counts. */
export const SMALL = 4_096;

/**
 * float64, uint32 and 64-bit integers are collected, 32 MiB at this limit. Larger ones get no
 * quantiles; TensorFlow.js cannot load such tensors anyway.
 */
const MAX_SORTED = 4_194_304;

/** Undefined where the tensor is too large for its type. */
export function rankingFor(values: Measurable, count: number): Ranking | undefined {
  const kind = keyKindOf(values);
  if (count <= SMALL || (kind === undefined && count <= MAX_SORTED)) return new SortedRuns(count);
  if (kind === undefined || count > MAX_RANKED) return undefined;
  const search = new RankSearch(kind);
  return {
    first: (chunk) => search.first(keyBits(chunk)),
    want: (ranks) => search.want(ranks),
    second: (chunk) => search.second(keyBits(chunk)),
    values: () => search.values(),
  };
}
