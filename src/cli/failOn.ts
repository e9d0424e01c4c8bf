import type { StructureChange } from '../core/compare/structure';
import type { TensorDifference } from '../core/compare/tensorDifference';
import { UsageError } from './usage';

/** What a comparison came to, as conditions look at it. */
export interface Outcome {
  readonly differences: readonly TensorDifference[];
  /** Tensors that could not be compared. */
  readonly unread: number;
  readonly structure: readonly StructureChange[];
}

/** When a comparison is to fail. */
export interface Condition {
  readonly text: string;
  readonly holds: (outcome: Outcome) => boolean;
}

const MEASURED = /^(relative|max)>(.+)$|^(cosine)<(.+)$/;

/** @throws UsageError where it is no condition. */
export function parseCondition(text: string): Condition {
  if (text === 'changed')
    return {
      text,
      // What cannot be read cannot be said to be the same.
      holds: ({ differences, unread }) =>
        unread > 0 || differences.some(({ changed }) => changed > 0),
    };
  if (text === 'structure') return { text, holds: ({ structure }) => structure.length > 0 };
  const [, above, high, below, low] = MEASURED.exec(text.replaceAll(' ', '')) ?? [];
  const limit = Number(high ?? low);
  if ((above ?? below) === undefined || Number.isNaN(limit))
    throw new UsageError(
      `--fail-on ${text} is no condition. Use changed, structure, relative>X, cosine<X or max>X.`,
    );
  return { text, holds: ({ differences }) => differences.some(fails(above ?? 'cosine', limit)) };
}

/** A number that does not exist is beyond no limit, but for the relative difference to nothing but zeros. */
function fails(measure: string, limit: number): (difference: TensorDifference) => boolean {
  switch (measure) {
    case 'relative':
      return ({ relative, distance }) => (relative ?? (distance > 0 ? Infinity : 0)) > limit;
    case 'max':
      return ({ maxDifference }) => (maxDifference ?? 0) > limit;
    default:
      return ({ cosine }) => (cosine ?? 1) < limit;
  }
}
