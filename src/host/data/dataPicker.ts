import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { DataSource } from '../../protocol/data';
import { pickOne } from '../window/pick';
import { dataSource } from './dataSources';

/** Enough to find a file among by typing its name, few enough for a list to be quick. */
const MOST_FOUND = 2_000;
const MOST_RECENT = 8;
const RECENT = 'weightscope.recentData';
const ENDINGS = ['csv', 'tsv', 'json', 'npz', 'txt', 'data'] as const;
/** Endings that are nearly always data; of the rest only what lies beside the model is offered. */
const FOUND = '**/*.{csv,tsv,npz}';
const EXCLUDED = '**/node_modules/**';

const FILE = new vscode.ThemeIcon('file');
const TABLE = new vscode.ThemeIcon('table');
const IMAGES = new vscode.ThemeIcon('file-media');

interface Recent {
  readonly uri: string;
  readonly kind: DataSource['kind'];
}

type Item = vscode.QuickPickItem & {
  readonly source?: DataSource;
  readonly browse?: DataSource['kind'];
};

/** Asks for data: beside the model, used before, in the workspace, or any other file or folder of images. */
export class DataPicker {
  constructor(private readonly memory: vscode.Memento) {}

  async pick(model: vscode.Uri, title: string): Promise<DataSource | undefined> {
    const chosen = await pickOne(this.items(model), {
      title,
      placeHolder: 'Which data? CSV, JSON, npz, or a folder with a folder of images for each class',
      matchOnDescription: true,
    });
    const source =
      chosen?.browse === undefined ? chosen?.source : await browse(model, title, chosen.browse);
    if (source !== undefined) await this.remember(source);
    return source;
  }

  private async items(model: vscode.Uri): Promise<Item[]> {
    const offered = new Set<string>();
    const group = (label: string, sources: readonly DataSource[]): Item[] => {
      const fresh = sources.filter(({ uri }) => !offered.has(uri));
      for (const { uri } of fresh) offered.add(uri);
      if (fresh.length === 0) return [];
      return [{ label, kind: vscode.QuickPickItemKind.Separator }, ...fresh.map(itemOf)];
    };
    return [
      ...group('beside the model', await besideModel(model)),
      ...group('used before', this.recent()),
      ...group('in this folder', await inWorkspace()),
      { label: 'other', kind: vscode.QuickPickItemKind.Separator },
      { label: 'Choose a File…', iconPath: FILE, browse: 'file', alwaysShow: true },
      { label: 'Choose a Folder of Images…', iconPath: IMAGES, browse: 'images', alwaysShow: true },
    ];
  }

  private recent(): DataSource[] {
    return this.memory
      .get<readonly Recent[]>(RECENT, [])
      .map(({ uri, kind }) => dataSource(vscode.Uri.parse(uri), kind));
  }

  private async remember({ uri, kind }: DataSource): Promise<void> {
    const others = this.memory
      .get<readonly Recent[]>(RECENT, [])
      .filter((recent) => recent.uri !== uri);
    await this.memory.update(RECENT, [{ uri, kind }, ...others].slice(0, MOST_RECENT));
  }
}

function itemOf(source: DataSource): Item {
  const iconPath = source.kind === 'images' ? IMAGES : TABLE;
  return { label: source.fileName, iconPath, description: source.label, source };
}

async function besideModel(model: vscode.Uri): Promise<readonly DataSource[]> {
  const folder = vscode.Uri.joinPath(model, '..');
  const found = await vscode.workspace.fs.readDirectory(folder).then(
    (entries) => entries,
    // Gone, or not to be listed: there is the rest of the list.
    () => [],
  );
  return found
    .filter(([name, type]) => {
      const ending = posix.extname(name).slice(1).toLowerCase();
      const isData = (ENDINGS as readonly string[]).includes(ending);
      return type === vscode.FileType.File && isData && name !== posix.basename(model.path);
    })
    .map(([name]) => dataSource(vscode.Uri.joinPath(folder, name), 'file'));
}

async function inWorkspace(): Promise<readonly DataSource[]> {
  const [files, images] = await Promise.all([
    vscode.workspace.findFiles(FOUND, EXCLUDED, MOST_FOUND),
    vscode.workspace.findFiles('**/*.{png,jpg,jpeg}', EXCLUDED, MOST_FOUND),
  ]);
  const byPath = (a: vscode.Uri, b: vscode.Uri): number => (a.path < b.path ? -1 : 1);
  const folders = new Map<string, vscode.Uri>();
  for (const image of images) {
    const above = vscode.Uri.joinPath(image, '../..');
    const isPart = /^(?:train|training|val|valid|validation|test)$/i.test(
      posix.basename(above.path),
    );
    const root = isPart ? vscode.Uri.joinPath(above, '..') : above;
    folders.set(root.toString(), root);
  }
  const roots = vscode.workspace.workspaceFolders ?? [];
  const imageFolders = [...folders.values()].filter(
    // A picture right in a folder of the workspace has no folder of a class.
    (uri) => roots.some((root) => uri.path.startsWith(root.uri.path)),
  );
  return [
    ...files.sort(byPath).map((uri) => dataSource(uri, 'file')),
    ...imageFolders.sort(byPath).map((uri) => dataSource(uri, 'images')),
  ];
}

async function browse(
  model: vscode.Uri,
  title: string,
  kind: DataSource['kind'],
): Promise<DataSource | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title,
      defaultUri: vscode.Uri.joinPath(model, '..'),
      openLabel: 'Choose',
      ...(kind === 'images'
        ? { canSelectFolders: true, canSelectFiles: false }
        : { filters: { Data: [...ENDINGS], 'All files': ['*'] } }),
    })) ?? [];
  return uri === undefined ? undefined : dataSource(uri, kind);
}
