import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { ExportReport } from '../../protocol/export';
import { notify, tellDone } from '../window/messages';
import { tensors } from './askScope';

/** Says what was exported; offers to show it, and the Python that loads it. */
export async function reportExport(
  target: vscode.Uri,
  weights: number,
  { files, bytes, python }: ExportReport,
): Promise<void> {
  const reveal = 'Reveal';
  const copy = 'Copy Python';
  const command = revealCommand(target);
  const size = `${files === 1 ? '' : `${files} files, `}${sizeText(bytes)}`;
  const answer = await notify(
    'information',
    `Exported ${tensors(weights)} to ${posix.basename(target.path)} (${size}).`,
    ...(command === undefined ? [] : [reveal]),
    ...(python === null ? [] : [copy]),
  );
  if (answer === reveal && command !== undefined)
    await vscode.commands.executeCommand(command, target);
  if (answer === copy && python !== null) {
    await vscode.env.clipboard.writeText(python);
    tellDone('Copied Python');
  }
}

/** The Explorer shows what lies in the workspace; the desktop's own file manager what else is local. */
function revealCommand(target: vscode.Uri): string | undefined {
  if (vscode.workspace.getWorkspaceFolder(target) !== undefined) return 'revealInExplorer';
  const local =
    target.scheme === 'file' &&
    vscode.env.uiKind === vscode.UIKind.Desktop &&
    vscode.env.remoteName === undefined;
  return local ? 'revealFileInOS' : undefined;
}

function sizeText(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit] ?? ''}`;
}
