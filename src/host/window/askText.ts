import * as vscode from 'vscode';
import { plainText } from './plainText';

export interface TextQuestion {
  /** VS Code shows it as it is. */
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  /** What is wrong with a text, if anything. */
  readonly problemOf: (text: string) => string | undefined;
}

/** Asks for a text with no problem; undefined if the person changes their mind. */
export function askText({
  title,
  prompt,
  value,
  problemOf,
}: TextQuestion): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title,
    prompt: plainText(prompt),
    ...(value === undefined ? {} : { value }),
    validateInput: (text) => {
      const problem = problemOf(text);
      return problem === undefined ? undefined : plainText(problem);
    },
  });
}
