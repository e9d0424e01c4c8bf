import * as vscode from 'vscode';
import type { EngineStart } from '../../protocol/engine';

const SECTION = 'weightscope.training';

/** What the user chose for training in the settings. */
export interface TrainingSettings {
  readonly backend: EngineStart['backend'];
  /** Folder of an installed @tensorflow/tfjs-node, null where none is named. */
  readonly nativePath: string | null;
  /** Null is half of the machine's memory. */
  readonly memoryLimitMB: number | null;
}

export function trainingSettings(): TrainingSettings {
  const settings = vscode.workspace.getConfiguration(SECTION);
  const path = settings.get<string>('nativePath', '').trim();
  return {
    backend: settings.get<EngineStart['backend']>('backend', 'auto'),
    nativePath: path === '' ? null : path,
    memoryLimitMB: settings.get<number | null>('memoryLimitMB', null),
  };
}
