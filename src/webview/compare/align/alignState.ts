import { signal } from '@preact/signals';
import type { Alignment, AlignProgress } from '../../../protocol/align';
import type { AlignedCheck, CheckProgress } from '../../../protocol/comparePage';

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
