import * as vscode from 'vscode';
import { plainText } from './plainText';

/** How far work is. */
export interface Report {
  /** Of 100, since the last report. */
  readonly increment?: number;
  readonly message?: string;
}

/** Runs work with a notification that tells how far it is, and whose Cancel aborts `controller`. */
export function withNotification<Result>(
  title: string,
  controller: AbortController,
  run: (tell: (report: Report) => void) => Promise<Result>,
): Thenable<Result> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: plainText(title),
      cancellable: true,
    },
    (progress, token) => {
      token.onCancellationRequested(() => controller.abort());
      return run(({ message, ...rest }) => {
        progress.report(message === undefined ? rest : { ...rest, message: plainText(message) });
      });
    },
  );
}
