import { posix } from 'node:path';
import type * as vscode from 'vscode';
import type { WeightsApi } from '../../protocol/engine';
import type { ModelDocument } from '../modelDocument';

/** A model as a training process takes it. */
export interface EngineSource {
  readonly fileName: string;
  /** model.json. */
  text(): Promise<string>;
  readonly read: WeightsApi['read'];
  /** Its values or files became others. */
  readonly onDidChange?: vscode.Event<unknown>;
  readonly onDispose?: vscode.Event<unknown>;
}

/** An open document with its unsaved edits. */
export function documentEngineSource(document: ModelDocument): EngineSource {
  return {
    fileName: posix.basename(document.uri.path),
    text: async () => (await document.model.modelText(null)).text,
    // A worker that died is replaced, and asked from then on.
    read: ({ of, ...range }, { signal }) => {
      if (of === 'other') throw new RangeError('There is no other model at the end of a path.');
      return document.model.values(range, { signal });
    },
    onDidChange: document.onDidBecomeOther,
    onDispose: document.onDispose,
  };
}
