import * as vscode from 'vscode';
import type { Commit, ModelHistory, Ref } from './modelHistory';

type Item = vscode.QuickPickItem & { readonly ref?: string };

const ICONS = { branch: 'git-branch', remote: 'cloud', tag: 'tag' } as const;

/** Asks for a branch, a tag, a commit that changed the model, or any other that is typed. */
export async function pickRevision(
  history: ModelHistory,
  title: string,
): Promise<string | undefined> {
  const [refs, commits] = await Promise.all([history.refs(), history.commits()]);
  const listed = itemsOf(refs, commits);
  const picker = vscode.window.createQuickPick<Item>();
  picker.title = title;
  picker.placeholder = 'Which branch, tag or commit? Type any name that Git knows, such as HEAD~2.';
  picker.matchOnDescription = true;
  picker.items = listed;
  picker.onDidChangeValue((text) => {
    const typed = text.trim();
    const other: Item[] =
      typed === ''
        ? []
        : [{ label: `$(git-commit) ${typed}`, description: 'as typed', ref: typed }];
    picker.items = [...listed, ...other.map((item) => ({ ...item, alwaysShow: true }))];
  });
  try {
    return await new Promise<string | undefined>((resolve) => {
      picker.onDidAccept(() => resolve(picker.selectedItems[0]?.ref));
      picker.onDidHide(() => resolve(undefined));
      picker.show();
    });
  } finally {
    picker.dispose();
  }
}

function itemsOf(refs: readonly Ref[], commits: readonly Commit[]): Item[] {
  const group = (label: string, items: readonly Item[]): Item[] =>
    items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
  const ofKind = (...kinds: readonly Ref['kind'][]): Item[] =>
    refs
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ kind, name, commit: { short, subject, date } }) => ({
        label: `$(${ICONS[kind]}) ${name}`,
        description: `${short} ${subject} · ${date}`,
        ref: name,
      }));
  return [
    ...group(
      'commits that changed files of this folder',
      commits.map(({ hash, short, subject, date }) => ({
        label: `$(git-commit) ${short}`,
        description: `${subject} · ${date}`,
        ref: hash,
      })),
    ),
    ...group('branches', ofKind('branch', 'remote')),
    ...group('tags', ofKind('tag')),
  ];
}
