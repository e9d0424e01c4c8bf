import * as vscode from 'vscode';
import { pickOrType } from '../window/pick';
import type { Commit, ModelHistory, Ref } from './modelHistory';

type Item = vscode.QuickPickItem & { readonly ref?: string };

const ICONS = { branch: 'git-branch', remote: 'cloud', tag: 'tag' } as const;
const COMMIT = new vscode.ThemeIcon('git-commit');

/** Asks for a branch, a tag, a commit that changed the model, or any other that is typed. */
export async function pickRevision(
  history: ModelHistory,
  title: string,
): Promise<string | undefined> {
  const [refs, commits] = await Promise.all([history.refs(), history.commits()]);
  const typed = (text: string): Item => ({
    label: text,
    iconPath: COMMIT,
    description: 'as typed',
    ref: text,
  });
  const chosen = await pickOrType(itemsOf(refs, commits), typed, {
    title,
    placeHolder: 'Which branch, tag or commit? Type any name that Git knows, such as HEAD~2.',
  });
  return chosen?.ref;
}

function itemsOf(refs: readonly Ref[], commits: readonly Commit[]): Item[] {
  const group = (label: string, items: readonly Item[]): Item[] =>
    items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
  const ofKind = (...kinds: readonly Ref['kind'][]): Item[] =>
    refs
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ kind, name, commit: { short, subject, date } }) => ({
        label: name,
        iconPath: new vscode.ThemeIcon(ICONS[kind]),
        description: `${short} ${subject} · ${date}`,
        ref: name,
      }));
  return [
    ...group(
      'commits that changed files of this folder',
      commits.map(({ hash, short, subject, date }) => ({
        label: short,
        iconPath: COMMIT,
        description: `${subject} · ${date}`,
        ref: hash,
      })),
    ),
    ...group('branches', ofKind('branch', 'remote')),
    ...group('tags', ofKind('tag')),
  ];
}
