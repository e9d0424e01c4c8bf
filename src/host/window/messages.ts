import * as vscode from 'vscode';
import { plainText } from './plainText';

type Kind = 'information' | 'warning' | 'error';

/** Long enough to be noticed. */
const SHOWN_MS = 4000;

/** Shows a notification. @returns the answer that is clicked; undefined where it is put away. */
export function notify<Answer extends string>(
  kind: Kind,
  text: string,
  ...answers: readonly Answer[]
): Thenable<Answer | undefined> {
  return show(kind, text, {}, answers);
}

/** Asks in a dialog that is to be answered first. @returns undefined where it is cancelled. */
export function askFirst<Answer extends string>(
  kind: Kind,
  text: string,
  detail: string | undefined,
  ...answers: readonly Answer[]
): Thenable<Answer | undefined> {
  const options = detail === undefined ? {} : { detail: plainText(detail) };
  return show(kind, text, { modal: true, ...options }, answers);
}

/** Says in the status bar that something is done. */
export function tellDone(text: string, ms = SHOWN_MS): void {
  vscode.window.setStatusBarMessage(`$(check) ${plainText(text)}`, ms);
}

function show<Answer extends string>(
  kind: Kind,
  text: string,
  options: vscode.MessageOptions,
  answers: readonly Answer[],
): Thenable<Answer | undefined> {
  const plain = plainText(text);
  switch (kind) {
    case 'information':
      return vscode.window.showInformationMessage(plain, options, ...answers);
    case 'warning':
      return vscode.window.showWarningMessage(plain, options, ...answers);
    case 'error':
      return vscode.window.showErrorMessage(plain, options, ...answers);
  }
}
