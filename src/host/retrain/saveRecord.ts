import { posix } from 'node:path';
import * as vscode from 'vscode';
import { recordName } from '../../core/retrain/recordName';
import { recordText } from '../../core/retrain/recordText';
import { tellSaved } from '../saveAs';
import { sourceLabel } from '../sourcePicker';
import type { RetrainSession } from './retrainSession';

/** Asks where to, next to the model if nothing else is chosen, then writes what the last run was made of. */
export async function saveRecord(session: RetrainSession): Promise<void> {
  const { lastRun, document } = session;
  if (lastRun === undefined) throw new Error('There is no training to be recorded.');
  const name = recordName(posix.basename(document.uri.path), lastRun.began);
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(document.uri, '..', name),
    filters: { 'Training record': ['json'] },
  });
  if (target === undefined) return;
  const text = recordOf(session, lastRun);
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  tellSaved(target);
}

/** What a run was made of, as JSON. */
export function recordOf(
  session: RetrainSession,
  { request, rows, began, result, trained }: NonNullable<RetrainSession['lastRun']>,
): string {
  const { backend, model } = trained;
  const names = new Map(model.weights.map(({ weight, name }) => [weight, name]));
  const { data, dataNames, settings } = request;
  return recordText({
    model: sourceLabel(session.document.uri),
    date: began.toISOString(),
    extension: session.version,
    backend: { backend: backend.backend, versions: backend.versions },
    data: {
      file: dataNames.rows,
      validationFile: dataNames.validation,
      sha256: result.dataHash,
      trainingRows: rows.training,
      validationRows: rows.validation,
      choice: data.choice,
      validation: data.validation,
    },
    settings,
    ended: result.ended,
    failure: result.failure?.message ?? null,
    keptEpoch: result.keptEpoch,
    seconds: result.seconds,
    history: result.history,
    movement: result.movement.map(({ weight, ...moved }) => ({
      name: names.get(weight) ?? String(weight),
      ...moved,
    })),
  });
}
