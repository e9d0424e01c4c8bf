import * as vscode from 'vscode';
import type { TextFormat } from '../core/exchange/text';
import type { PageCommand } from '../protocol/editor';
import type { ActivePage } from './activePage';
import { askForIndex } from './askForIndex';
import { createEditCommands } from './edits/editCommands';
import { exportWeights, scopeOf } from './export/exportWeights';
import { type Surroundings, withExportSource } from './export/source';
import { openAsText } from './openAsText';
import { openSample } from './openSample';

/**
 * @param context what the menu that it was chosen from stands on: a file, or data of the page.
 * @param selected all files that are selected in the Explorer.
 */
export type Command = (context?: unknown, selected?: unknown) => Promise<void>;

/** Every command of the manifest. */
export function createCommands(
  context: vscode.ExtensionContext,
  active: ActivePage,
  surroundings: Surroundings,
): Record<string, Command> {
  const run = async (command: PageCommand): Promise<void> => {
    const page = await active.get()?.remote();
    await page?.run(command);
  };
  const copy = (as: TextFormat) => () => run({ command: 'copyTensor', as });
  return {
    'weightscope.openAsText': async () => {
      const uri = active.get()?.uri;
      if (uri !== undefined) await openAsText(uri);
    },
    'weightscope.openSample': () => openSample(context),
    'weightscope.copyAsNumPy': copy('numpy'),
    'weightscope.copyAsJson': copy('json'),
    'weightscope.copyAsTsv': copy('tsv'),
    'weightscope.copySelection': () => run({ command: 'copySelection' }),
    'weightscope.pasteSelection': () => run({ command: 'paste' }),
    'weightscope.goToIndex': async () => {
      const page = await active.get()?.remote();
      if (page === undefined) return;
      const index = await askForIndex(await page.state(null));
      if (index !== undefined) await run({ command: 'goToIndex', index });
    },
    'weightscope.savePicture': () => run({ command: 'savePicture' }),
    'weightscope.showChanges': () => run({ command: 'showChanges' }),
    ...createEditCommands(active),
    'weightscope.exportWeights': (chosen) =>
      withExportSource(chosen instanceof vscode.Uri ? chosen : undefined, surroundings, (source) =>
        exportWeights(source, scopeOf(chosen)),
      ),
  };
}
