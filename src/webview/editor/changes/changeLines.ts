import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Changes } from '../../../protocol/edit';
import { host, isCancelled, sentence } from '../host';
import { generation, revision } from '../state';

export interface ChangeLines {
  /** Null until they have come for the first time. */
  readonly changes: ReadonlySignal<Changes | null>;
  /** 0 to 1 while it takes noticeably long to count, else null. */
  readonly fraction: ReadonlySignal<number | null>;
  readonly problem: ReadonlySignal<string | null>;
}

/** Counting that is done sooner shows no progress. */
const PATIENCE_MS = 200;

/** What unsaved edits have changed, asked for anew with each edit; the old list stays meanwhile. */
export function useChangeLines(): ChangeLines {
  const changes = useSignal<Changes | null>(null);
  const fraction = useSignal<number | null>(null);
  const problem = useSignal<string | null>(null);
  const opened = generation.value;
  const { count } = revision.value;
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const from = performance.now();
    host
      .changes(null, {
        signal,
        onProgress: (progress) => {
          const isSlow = performance.now() - from > PATIENCE_MS;
          if (isSlow && !signal.aborted) fraction.value = progress.fraction;
        },
      })
      .then(
        (found) => {
          changes.value = found;
          problem.value = null;
          fraction.value = null;
        },
        (error: unknown) => {
          if (isCancelled(error)) return;
          problem.value = sentence(error);
          fraction.value = null;
        },
      );
    return () => controller.abort();
  }, [opened, count]);
  return { changes, fraction, problem };
}
