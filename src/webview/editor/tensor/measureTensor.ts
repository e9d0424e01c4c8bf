import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Measures } from '../../../core/measure/statistics';
import type { WeightDetail } from '../../../protocol/model';
import { host, isCancelled, sentence } from '../host';

/** A tensor that is measured faster than this shows no progress: it would only flicker. */
const SHOW_PROGRESS_AFTER_MS = 200;

/** From here on measuring takes all cores for so long that the first picture, which comes first, would wait. */
const LARGE_BYTES = 16 * 1024 * 1024;
/** What the first picture has for itself. */
const HEAD_START_MS = 120;

export interface Measuring {
  /** 0 to 1 while it takes noticeably long, else null. */
  readonly fraction: ReadonlySignal<number | null>;
  readonly problem: ReadonlySignal<string | null>;
  /** The person moved on. */
  stop(): void;
}

export function measureTensor(
  { weight, bytes }: WeightDetail,
  done: (measures: Measures) => void,
): Measuring {
  const controller = new AbortController();
  const slow = signal(false);
  const latest = signal(0);
  const fraction = signal<number | null>(null);
  const problem = signal<string | null>(null);
  const timer = setTimeout(() => {
    slow.value = true;
  }, SHOW_PROGRESS_AFTER_MS);
  const stopShowing = effect(() => {
    fraction.value = slow.value ? latest.value : null;
  });
  const finish = (): void => {
    clearTimeout(timer);
    stopShowing();
    fraction.value = null;
  };
  const start = (): void => {
    host
      .measure(
        { weight },
        {
          signal: controller.signal,
          onProgress: (progress) => {
            latest.value = progress.fraction;
          },
        },
      )
      .then(done, (error: unknown) => {
        if (!isCancelled(error)) problem.value = sentence(error);
      })
      .finally(finish);
  };
  let starting: ReturnType<typeof setTimeout> | undefined;
  if ((bytes ?? 0) < LARGE_BYTES) start();
  else starting = setTimeout(start, HEAD_START_MS);
  return {
    fraction,
    problem,
    stop: () => {
      clearTimeout(starting);
      controller.abort();
      finish();
    },
  };
}
