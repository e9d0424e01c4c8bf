import * as vscode from 'vscode';
import type { CallOptions } from '../../protocol/channel';

/** Runs a request with a notification that shows how far it is and can cancel it. @throws CancelledError */
export function withProgress<Result>(
  title: string,
  run: (options: CallOptions<{ readonly fraction: number }>) => Promise<Result>,
): Thenable<Result> {
  const controller = new AbortController();
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => {
      token.onCancellationRequested(() => controller.abort());
      let done = 0;
      return run({
        signal: controller.signal,
        onProgress: ({ fraction }) => {
          progress.report({
            increment: (fraction - done) * 100,
            message: `${Math.floor(fraction * 100)} %`,
          });
          done = fraction;
        },
      });
    },
  );
}
