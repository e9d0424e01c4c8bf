import { effect, signal } from '@preact/signals';
import type { Alignment, AlignProgress } from '../../../protocol/align';
import type { AlignedCheck } from '../../../protocol/comparePage';
import { track } from '../../ui/track';
import { generation } from '../state';

export const alignment = signal<Alignment | null>(null);

/** How far it is; null while nothing runs. */
export const aligning = signal<AlignProgress | null>(null);

/** Why the models cannot be aligned. */
export const alignProblem = signal<string | null>(null);

/** What running B as it is and as aligned came to. */
export type Check =
  | { readonly kind: 'running'; readonly fraction: number }
  | { readonly kind: 'done'; readonly found: AlignedCheck }
  | { readonly kind: 'problem'; readonly sentence: string };

export const check = signal<Check | null>(null);

/** Forgets everything whenever the models have been opened anew: it was said of others. */
export function forgetWhenReopened(stop: () => void): void {
  effect(() => {
    track(generation);
    stop();
    alignment.value = null;
    alignProblem.value = null;
    check.value = null;
  });
}
