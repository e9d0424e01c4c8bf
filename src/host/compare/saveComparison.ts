import { posix } from 'node:path';
import * as vscode from 'vscode';
import { tellSaved } from '../saveAs';
import { COMPARISON_FORMATS, type ComparisonFormat } from '../../core/compare/export/formats';
import { placeFor } from '../placeFor';

/** Asks where to and as what, then writes the comparison. The ending of the name tells the format. */
export async function saveComparison(
  beside: vscode.Uri,
  names: readonly string[],
  textOf: (format: ComparisonFormat) => Promise<string>,
): Promise<void> {
  const [a = 'A', b = 'B'] = names.map((name) => name.replace(/[^\w.-]+/g, '-').replace(/-$/, ''));
  const endings = Object.entries(COMPARISON_FORMATS);
  const target = await vscode.window.showSaveDialog({
    title: 'Export Comparison',
    ...placeFor(beside, `${a}-against-${b}.md`),
    filters: Object.fromEntries(endings.map(([ending, name]) => [name, [ending]])),
  });
  if (target === undefined) return;
  const format = posix.extname(target.path).slice(1).toLowerCase();
  if (!isFormat(format)) {
    throw new Error(
      `${posix.basename(target.path)} does not tell a format: end its name with .md, .html, .csv or .json.`,
    );
  }
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(await textOf(format)));
  tellSaved(target);
}

function isFormat(ending: string): ending is ComparisonFormat {
  return Object.hasOwn(COMPARISON_FORMATS, ending);
}
