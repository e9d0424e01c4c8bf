import type * as vscode from 'vscode';
import type { ExtensionFolders } from '../node/startWorker';
import type { Receipts } from '../edits/receipts';
import type { Reporter } from '../reporter';
import { CommitSide } from './commitSide';
import { FileSide, type OpenDocuments } from './fileSide';
import type { Side } from './side';
import { fileOf, versionOf } from './version';

/** What all comparisons of a window share. */
export interface CompareHelp {
  readonly documents: OpenDocuments;
  readonly folders: ExtensionFolders;
  readonly memory: vscode.Memento;
  readonly reporter: Reporter;
  readonly receipts: Receipts;
}

/**
 * @param address With its version.
 * @param onChange Told whenever other values are to be compared.
 */
export function openSide(
  address: vscode.Uri,
  { documents, folders }: CompareHelp,
  onChange: () => void,
): Side {
  const version = versionOf(address);
  const file = fileOf(address);
  if (version.kind === 'commit') return new CommitSide(file, version.ref, folders, onChange);
  const storage = folders.globalStorageUri.fsPath;
  return new FileSide(file, version.kind === 'open', documents, storage, onChange);
}
