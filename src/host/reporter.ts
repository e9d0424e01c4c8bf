import type * as vscode from 'vscode';
import { messageOf } from '../core/errors';
import { CancelledError } from '../protocol/channel';
import { notify } from './window/messages';

/** The one place that turns an error into a notification and a log line. */
export class Reporter implements vscode.Disposable {
  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** Runs what the user asked for; a failure is shown and logged, a cancellation is neither. */
  async guard(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof CancelledError)) this.tell(error);
    }
  }

  /** Shows and logs a failure. */
  tell(error: unknown): void {
    this.record(error);
    // Not awaited: a command has ended when it failed, not when its message is put away.
    void this.show(messageOf(error));
  }

  /** For failures that the page already shows to the user. */
  record(error: unknown): void {
    this.log.error(error instanceof Error ? error : String(error));
  }

  /** For what another process prints. */
  note(text: string): void {
    this.log.info(text.trimEnd());
  }

  private async show(message: string): Promise<void> {
    const showLog = 'Show Log';
    if ((await notify('error', message, showLog)) === showLog) this.log.show();
  }

  dispose(): void {
    this.log.dispose();
  }
}
