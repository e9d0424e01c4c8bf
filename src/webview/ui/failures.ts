import type { Signal } from '@preact/signals';
import { messageOf as sentence } from '../../core/errors';

export { sentence };

/** A request taken back is no failure. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Error && error.name === 'CancelledError';
}

/** What tells the extension's log of failures that have no place on the page. A request taken back is none. */
export function reporter(host: LogClient): (error: unknown) => void {
  return (error) => {
    if (isCancelled(error)) return;
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    void host.report({ message, stack }).catch(() => undefined);
  };
}

/** Runs work and shows in `error` why it was not done; what was shown there before goes. @returns whether it was done. */
export type Attempt = (work: () => Promise<unknown>) => Promise<boolean>;

/** @param report as `reporter` makes it. */
export function attempts(
  error: Signal<string | null>,
  report: (failure: unknown) => void,
): Attempt {
  return async (work) => {
    error.value = null;
    try {
      await work();
      return true;
    } catch (failure) {
      if (!isCancelled(failure)) {
        report(failure);
        error.value = sentence(failure);
      }
      return false;
    }
  };
}

/** Every page's host has a log. */
interface LogClient {
  report(failure: { readonly message: string; readonly stack: string }): Promise<null>;
}
