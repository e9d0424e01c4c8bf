import { posix } from 'node:path';
import * as vscode from 'vscode';
import { MODEL_VIEW_TYPES } from './modelEditorProvider';
import { pickOne } from './window/pick';

/** Enough to find a file among by typing its name, few enough for a list to be quick. */
const MOST_FOUND = 2_000;
const MOST_RECENT = 8;
const RECENT = 'weightscope.recentSources';

/** What can be chosen: any file that holds weights, or only those that tell a whole model. */
const KINDS = {
  weights: {
    pattern: '**/{model.json,*.npz,*.safetensors}',
    endings: ['json', 'npz', 'npy', 'safetensors'],
    filter: 'Models and weights',
    question: 'Which model or file of weights?',
    unsaved: 'Its unsaved changes are not taken: save it first.',
  },
  models: {
    pattern: '**/model.json',
    endings: ['json'],
    filter: 'Models',
    question: 'Which model?',
    unsaved: 'With its unsaved changes.',
  },
} as const;
type Kind = (typeof KINDS)[keyof typeof KINDS];

type Item = vscode.QuickPickItem & { readonly uri?: vscode.Uri; readonly browse?: true };

/** Asks for a model or a file of weights: an open model, one used before, one of the folder, or any other. */
export class SourcePicker {
  private readonly kind: Kind;

  constructor(
    private readonly memory: vscode.Memento,
    kind: keyof typeof KINDS,
  ) {
    this.kind = KINDS[kind];
  }

  /** @param target The model that it is for, which is not offered. */
  async pick(target: vscode.Uri | undefined, title: string): Promise<vscode.Uri | undefined> {
    const chosen = await pickOne(this.items(target), {
      title,
      placeHolder: this.kind.question,
      matchOnDescription: true,
    });
    const uri = chosen?.browse === true ? await browse(target, title, this.kind) : chosen?.uri;
    if (uri !== undefined) await this.remember(uri);
    return uri;
  }

  private async items(target: vscode.Uri | undefined): Promise<Item[]> {
    const offered = new Set(target === undefined ? [] : [target.toString()]);
    const unsaved = new Set(openModels({ dirty: true }).map((uri) => uri.toString()));
    const group = (label: string, uris: readonly vscode.Uri[]): Item[] => {
      const fresh = uris.filter((uri) => !offered.has(uri.toString()));
      for (const uri of fresh) offered.add(uri.toString());
      if (fresh.length === 0) return [];
      return [
        { label, kind: vscode.QuickPickItemKind.Separator },
        ...fresh.map((uri) => itemOf(uri, unsaved.has(uri.toString()) ? this.kind.unsaved : '')),
      ];
    };
    const { pattern } = this.kind;
    const found = await vscode.workspace.findFiles(pattern, '**/node_modules/**', MOST_FOUND);
    found.sort((a, b) => (a.path < b.path ? -1 : 1));
    return [
      ...group('open models', openModels({ dirty: false })),
      ...group('used before', this.recent()),
      ...group('in this folder', found),
      { label: 'other', kind: vscode.QuickPickItemKind.Separator },
      {
        label: 'Choose a File…',
        iconPath: new vscode.ThemeIcon('folder-opened'),
        browse: true,
        alwaysShow: true,
      },
    ];
  }

  private recent(): vscode.Uri[] {
    return this.memory
      .get<readonly string[]>(RECENT, [])
      .map((text) => vscode.Uri.parse(text))
      .filter(({ path }) => this.kind.endings.some((ending) => path.endsWith(`.${ending}`)));
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

function itemOf(uri: vscode.Uri, detail: string): Item {
  return {
    label: sourceLabel(uri),
    description: vscode.workspace.asRelativePath(uri),
    ...(detail === '' ? {} : { detail }),
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

async function browse(
  target: vscode.Uri | undefined,
  title: string,
  { filter, endings }: Kind,
): Promise<vscode.Uri | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title,
      ...(target === undefined ? {} : { defaultUri: vscode.Uri.joinPath(target, '..') }),
      filters: { [filter]: [...endings] },
      openLabel: 'Choose',
    })) ?? [];
  return uri;
}
