import * as vscode from 'vscode';
import type { Client } from '../../protocol/channel';
import type { ExportApi } from '../../protocol/export';
import type { ActivePage } from '../activePage';
import type { ModelEditorProvider } from '../modelEditorProvider';
import { type ExtensionFolders, startWorker } from '../node/startWorker';

/** The model to export from. */
export interface ExportSource {
  readonly uri: vscode.Uri;
  readonly model: Client<ExportApi>;
  /** The tensor on screen, if any. */
  readonly shown: { readonly weight: number; readonly name: string } | undefined;
}

/**
 * Runs `work` on the model that the command is meant for: the file that the Explorer names, else the
 * editor in front, else a file that is asked for. An open document gives its unsaved edits too; a file
 * that no editor shows is read by a worker of its own, for as long as the work takes.
 */
export async function withExportSource(
  named: vscode.Uri | undefined,
  { active, documents, folders }: Surroundings,
  work: (source: ExportSource) => Promise<void>,
): Promise<void> {
  const page = active.get();
  const isShown = page !== undefined && (named === undefined || same(named, page.uri));
  const uri = named ?? page?.uri ?? (await askForModel());
  if (uri === undefined) return;
  const document = documents.documentOf(uri);
  if (document !== undefined) {
    const state = isShown ? await (await page.remote()).state(null) : undefined;
    const shown =
      state?.weight != null && state.name !== null
        ? { weight: state.weight, name: state.name }
        : undefined;
    await work({ uri, model: document.model, shown });
    return;
  }
  const worker = startWorker(uri, folders, () => undefined);
  try {
    await work({ uri, model: worker.model, shown: undefined });
  } finally {
    worker.dispose();
  }
}

export interface Surroundings {
  readonly active: ActivePage;
  readonly documents: Pick<ModelEditorProvider, 'documentOf' | 'onDidEdit'>;
  readonly folders: ExtensionFolders;
}

function same(a: vscode.Uri, b: vscode.Uri): boolean {
  return a.toString() === b.toString();
}

async function askForModel(): Promise<vscode.Uri | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: 'Export Weights of a Model',
      openLabel: 'Choose Model',
      filters: { 'TensorFlow.js model': ['json'] },
    })) ?? [];
  return uri;
}
