import type { PlacedDifference } from '../../core/compare/tensorDifference';
import type { Method } from '../../protocol/channel';
import type { ErrorRecord } from '../../protocol/errorRecord';
import type { StoredSpan } from '../pool/scanApi';

/** The same part of a tensor in two models. */
export interface SpanPair {
  readonly a: StoredSpan;
  readonly b: StoredSpan;
}

export type Compared =
  { readonly pieces: readonly PlacedDifference[] } | { readonly failure: ErrorRecord };

/** What a thread that compares the files of two models serves. */
export interface PairScanApi {
  /** One result for each pair, in order. One that cannot be read stops none of the others. */
  compare: Method<{ readonly pairs: readonly SpanPair[] }, readonly Compared[]>;
  /** Closes all files; what is asked afterwards opens them anew. */
  forget: Method<null, null>;
}
