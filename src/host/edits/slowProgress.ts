import type * as vscode from 'vscode';
import { withNotification } from '../window/withNotification';

/** Work that is done sooner shows no notification: it would only flicker. */
const SLOW_MS = 500;

/**
 * Runs what may take long: with a notification that tells its progress and can cancel it, once it
 * has taken long enough for a person to wonder.
 * @param token VS Code's own wish to have it stopped, where it has one.
 */
export async function withSlowProgress<Result>(
  title: string,
  token: vscode.CancellationToken | undefined,
  run: (options: {
    readonly signal: AbortSignal;
    readonly onProgress: (value: { readonly fraction: number }) => void;
  }) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const stop = token?.onCancellationRequested(() => controller.abort());
  if (token?.isCancellationRequested === true) controller.abort();
  let done = 0;
  let tell: (fraction: number) => void = (fraction) => (done = fraction);
  const running = run({
    signal: controller.signal,
    onProgress: ({ fraction }) => tell(fraction),
  });
  const timer = setTimeout(() => {
    void withNotification(title, controller, async (report) => {
      tell = (fraction) => {
        report({ increment: (fraction - done) * 100 });
        done = fraction;
      };
      report({ increment: done * 100 });
      await running.catch(() => undefined);
    });
  }, SLOW_MS);
  try {
    return await running;
  } finally {
    clearTimeout(timer);
    stop?.dispose();
  }
}
