import * as vscode from 'vscode';
import type { PageState } from '../protocol/editor';

/** Asks for one index per axis of the tensor shown; undefined if the user changes their mind. */
export async function askForIndex(state: PageState): Promise<readonly number[] | undefined> {
  const { name, shape } = state;
  if (name === null) return undefined;
  const text = await vscode.window.showInputBox({
    title: `Go to Index in ${name}`,
    prompt: `One index for each axis of (${shape.join(', ')}), such as ${shape.map(() => 0).join(', ')}`,
    validateInput: (value) => {
      const index = parseIndex(value, shape);
      return typeof index === 'string' ? index : undefined;
    },
  });
  if (text === undefined) return undefined;
  const index = parseIndex(text, shape);
  return typeof index === 'string' ? undefined : index;
}

/** The index that the text names, or a sentence saying why it names none. Negative counts from the end. */
function parseIndex(text: string, shape: readonly number[]): readonly number[] | string {
  const parts = text.split(/[\s,;[\]()]+/).filter((part) => part !== '');
  if (parts.length !== shape.length) return `Give ${shape.length} numbers, one for each axis.`;
  const index: number[] = [];
  for (const [axis, part] of parts.entries()) {
    const size = shape[axis] ?? 0;
    const value = Number(part);
    if (!Number.isInteger(value) || value < -size || value >= size) {
      return `Axis ${axis} goes from 0 to ${size - 1}; "${part}" lies outside.`;
    }
    index.push(value < 0 ? value + size : value);
  }
  return index;
}
