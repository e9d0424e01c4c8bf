import { totalmem } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { type Engine, startEngine } from '../../engine/client';
import type { EngineStart, WeightsApi } from '../../protocol/engine';
import { trainingSettings } from '../engine/trainingSettings';
import { dependencyIn, installedNative } from './nativeTensorFlow';
import type { ExtensionFolders } from './startWorker';

/** Where "Install Native TensorFlow" puts it. */
export function nativeInstallation({ globalStorageUri }: ExtensionFolders): string {
  return join(globalStorageUri.fsPath, 'native');
}

/** Starts a training process. */
export function startTraining(
  { extensionUri }: Pick<ExtensionFolders, 'extensionUri'>,
  weights: WeightsApi,
  log: (text: string) => void,
): Engine {
  const script = vscode.Uri.joinPath(extensionUri, 'dist', 'engine.js').fsPath;
  return startEngine(script, weights, { log });
}

/**
 * What a training process is started with: the backend of the settings, and native TensorFlow where the
 * settings name it, where our command installed it, or where the extension runs from its sources and
 * npm could install it there.
 */
export function startWith(folders: ExtensionFolders): EngineStart {
  const { backend, nativePath } = trainingSettings();
  const nativeFolder =
    nativePath ??
    installedNative(nativeInstallation(folders)) ??
    dependencyIn(folders.extensionUri.fsPath);
  return { backend, nativeFolder };
}

/** Bytes that training may take: what the settings say, else half of the machine's memory. */
export function trainingMemoryLimit(): number {
  const { memoryLimitMB } = trainingSettings();
  return memoryLimitMB === null ? totalmem() / 2 : memoryLimitMB * 1e6;
}
