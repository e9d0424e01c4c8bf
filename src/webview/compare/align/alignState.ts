import { signal } from '@preact/signals';
import {
  type AlignedCheck,
  type AlignedComparison,
  type Alignment,
  type OutputCheck,
  uncheckedOutputs,
} from '../../../core/align/alignment';
import type { AlignProgress } from '../../../protocol/align';
import type { CheckProgress } from '../../../protocol/comparePage';

export const alignment = signal<Alignment | null>(null);

/** How far it is; null while nothing runs. */
export const aligning = signal<AlignProgress | null>(null);

/** Why the models cannot be aligned. */
export const alignProblem = signal<string | null>(null);

/** What running B as it is and as aligned came to. */
export type Check =
  | { readonly kind: 'running'; readonly progress: CheckProgress }
  | { readonly kind: 'done'; readonly found: AlignedCheck }
  | { readonly kind: 'problem'; readonly sentence: string };

export const check = signal<Check | null>(null);

/** What is known of the alignment, for a file; null where none was asked for. */
export function alignedComparison(): AlignedComparison | null {
  const found = alignment.peek();
  return found === null ? null : { alignment: found, check: outputCheck(found, check.peek()) };
}

function outputCheck(found: Alignment, known: Check | null): OutputCheck {
  switch (known?.kind) {
    case 'done':
      return known.found;
    case 'problem':
      return { notRun: known.sentence };
    case 'running':
      return uncheckedOutputs(found, 'Both were still running when this was written.');
    case undefined:
      return uncheckedOutputs(found, 'It was stopped.');
  }
}
