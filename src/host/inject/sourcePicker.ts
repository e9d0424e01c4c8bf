import { posix } from 'node:path';
import * as vscode from 'vscode';
import { MODEL_VIEW_TYPES } from '../modelEditorProvider';

/** Files that are offered without asking the file system for more than this. */
const MOST_FOUND = 50;
const MOST_RECENT = 8;
const RECENT = 'weightscope.recentSources';

/** Endings of what weights can be taken from. */
const ENDINGS = ['json', 'npz', 'npy', 'safetensors'];

type Item = vscode.QuickPickItem & { readonly uri?: vscode.Uri; readonly browse?: true };

/** Asks which file weights come from: an open model, one used before, one of the folder, or any other. */
export class SourcePicker {
  constructor(private readonly memory: vscode.Memento) {}

  /** @param target The model that is to change, which is not offered. */
  async pick(target: vscode.Uri, title: string): Promise<vscode.Uri | undefined> {
    const chosen = await vscode.window.showQuickPick(this.items(target), {
      title,
      placeHolder: 'Which model or file of weights?',
      matchOnDescription: true,
    });
    const uri = chosen?.browse === true ? await browse(target, title) : chosen?.uri;
    if (uri !== undefined) await this.remember(uri);
    return uri;
  }

  private async items(target: vscode.Uri): Promise<Item[]> {
    const offered = new Set([target.toString()]);
    const unsaved = new Set(openModels({ dirty: true }).map((uri) => uri.toString()));
    const group = (label: string, uris: readonly vscode.Uri[]): Item[] => {
      const fresh = uris.filter((uri) => !offered.has(uri.toString()));
      for (const uri of fresh) offered.add(uri.toString());
      if (fresh.length === 0) return [];
      return [
        { label, kind: vscode.QuickPickItemKind.Separator },
        ...fresh.map((uri) => itemOf(uri, unsaved.has(uri.toString()))),
      ];
    };
    const pattern = '**/{model.json,*.npz,*.safetensors}';
    const found = await vscode.workspace.findFiles(pattern, '**/node_modules/**', MOST_FOUND);
    found.sort((a, b) => (a.path < b.path ? -1 : 1));
    return [
      ...group('open models', openModels({ dirty: false })),
      ...group('used before', this.recent()),
      ...group('in this folder', found),
      { label: 'other', kind: vscode.QuickPickItemKind.Separator },
      { label: '$(folder-opened) Choose a File…', browse: true, alwaysShow: true },
    ];
  }

  private recent(): vscode.Uri[] {
    return this.memory.get<readonly string[]>(RECENT, []).map((text) => vscode.Uri.parse(text));
  }

  private async remember(uri: vscode.Uri): Promise<void> {
    const text = uri.toString();
    const others = this.memory.get<readonly string[]>(RECENT, []).filter((one) => one !== text);
    await this.memory.update(RECENT, [text, ...others].slice(0, MOST_RECENT));
  }
}

/** As people tell it from others of its name: the folder and the file. */
export function sourceLabel(uri: vscode.Uri): string {
  return `${posix.basename(posix.dirname(uri.path))}/${posix.basename(uri.path)}`;
}

function itemOf(uri: vscode.Uri, unsaved: boolean): Item {
  return {
    label: sourceLabel(uri),
    description: vscode.workspace.asRelativePath(uri),
    ...(unsaved ? { detail: 'Its unsaved changes are not taken: save it first.' } : {}),
    uri,
  };
}

/** Those that editors show; only those with unsaved changes if `dirty`. */
function openModels({ dirty }: { readonly dirty: boolean }): vscode.Uri[] {
  const types: readonly string[] = MODEL_VIEW_TYPES;
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input, isDirty }) =>
      (isDirty || !dirty) &&
      input instanceof vscode.TabInputCustom &&
      types.includes(input.viewType)
        ? [input.uri]
        : [],
    );
}

async function browse(target: vscode.Uri, title: string): Promise<vscode.Uri | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title,
      defaultUri: vscode.Uri.joinPath(target, '..'),
      filters: { 'Models and weights': ENDINGS },
      openLabel: 'Choose',
    })) ?? [];
  return uri;
}
