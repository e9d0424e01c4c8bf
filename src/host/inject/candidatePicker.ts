import * as vscode from 'vscode';
import type { Candidate, SourceInfo } from '../../protocol/inject';

type Item = vscode.QuickPickItem & { readonly candidate?: Candidate };

/** Asks which weight goes into `target`: those that fit, then those that do not, with the reason. */
export async function pickCandidate(
  target: string,
  candidates: readonly Candidate[],
  sources: readonly SourceInfo[],
): Promise<Candidate | undefined> {
  const fitting = candidates.filter(({ reason }) => reason === null);
  const others = candidates.filter(({ reason }) => reason !== null);
  const itemOf = (candidate: Candidate): Item => {
    const { name, role, shape, dtype, source, reason } = candidate;
    const label = sources.find(({ id }) => id === source)?.label ?? '';
    return {
      label: name,
      description: [role, shape === '' ? 'scalar' : shape, dtype, sources.length > 1 ? label : '']
        .filter((part) => part !== '')
        .join(' · '),
      ...(reason === null ? {} : { detail: reason }),
      candidate,
    };
  };
  const group = (label: string, list: readonly Candidate[]): Item[] =>
    list.length === 0
      ? []
      : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...list.map(itemOf)];
  const chosen = await vscode.window.showQuickPick(
    [...group('fits', fitting), ...group('does not fit', others)],
    {
      title: `Source of ${target}`,
      placeHolder: 'Which tensor goes into it?',
      matchOnDescription: true,
    },
  );
  return chosen?.candidate;
}
