import type * as vscode from 'vscode';
import type { WorkerSide } from '../../protocol/compare';

/** One of the two models of a comparison, in one of its versions. */
export interface Side {
  /** The file that it is a version of. */
  readonly file: vscode.Uri;
  /** Word for the version, as in "model.json (saved)"; '' where nothing tells it from the file. */
  readonly version: string;
  /** A sentence on which values are compared. */
  readonly told: string;
  /** Finds out what there is to tell. Never rejects. */
  identify(): Promise<void>;
  /** Makes ready what the worker reads. @throws Error with a sentence where that cannot be had. */
  prepare(signal: AbortSignal): Promise<WorkerSide>;
  /** From now on tells of changes of these shards too; `paths` as the manifest spells them. */
  watch(paths: readonly string[]): void;
  dispose(): void;
}

/** `coffee-roasting (edited)`. */
export function withVersion(name: string, { version }: Pick<Side, 'version'>): string {
  return version === '' ? name : `${name} (${version})`;
}
