import type { ShardPiece } from '../../core/format/shardLayout';
import type { HighCounts } from '../../core/measure/highCounts';
import type { PlacedMoments } from '../../core/measure/pieceMoments';
import type { SecondPlan } from '../../core/measure/secondPlan';
import type { Measures } from '../../core/measure/statistics';
import type { SecondCounts } from '../../core/measure/twoPasses';
import type { Method } from '../../protocol/channel';
import type { ErrorRecord } from '../../protocol/errorRecord';

/** How float32 values are stored. */
export type Storage =
  | { readonly kind: 'float32' | 'float16' | 'bfloat16' }
  | { readonly kind: 'uint8' | 'uint16'; readonly scale: number; readonly min: number };

/** A tensor, or a part of it that starts where a piece of a scan does. */
export interface StoredSpan {
  /** Of the tensor, as the manifest spells it. */
  readonly name: string;
  readonly storage: Storage;
  /** Flat index of its first value. */
  readonly start: number;
  readonly count: number;
  /** Where its bytes lie, in order. */
  readonly pieces: readonly ShardPiece[];
}

/** Whether somebody looks at what is measured; if not, those who look go first. */
export type Priority = 'screen' | 'background';

export type Measured = { readonly measures: Measures } | { readonly failure: ErrorRecord };

/** What a thread that scans files serves to the session's thread. */
export interface ScanApi {
  /** Both passes over each of the tensors. One that cannot be read stops none of the others. */
  measure: Method<
    { readonly spans: readonly StoredSpan[]; readonly priority: Priority },
    readonly Measured[]
  >;
  /** First pass over a part. @param ranked Whether to count high halves. */
  first: Method<
    { readonly span: StoredSpan; readonly ranked: boolean; readonly priority: Priority },
    { readonly moments: readonly PlacedMoments[]; readonly highs: HighCounts }
  >;
  /** Second pass over a part. */
  second: Method<
    { readonly span: StoredSpan; readonly plan: SecondPlan; readonly priority: Priority },
    SecondCounts
  >;
  /** Closes all files; what is asked afterwards opens them anew. */
  forget: Method<null, null>;
}
