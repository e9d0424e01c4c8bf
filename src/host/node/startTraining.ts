import { existsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { type Engine, startEngine } from '../../engine/client';
import type { EngineStart, WeightsApi } from '../../protocol/engine';
import { trainingSettings } from '../engine/trainingSettings';
import type { ExtensionFolders } from './startWorker';

const PACKAGE = join('node_modules', '@tensorflow', 'tfjs-node');

/** Where "Install Native TensorFlow" puts it. */
export function nativeInstallation({ globalStorageUri }: ExtensionFolders): string {
  return join(globalStorageUri.fsPath, 'native');
}

/** Starts a training process; `startWith` is what it is to be started with. */
export function startTraining(
  { extensionUri }: ExtensionFolders,
  weights: WeightsApi,
  log: (text: string) => void,
): Engine {
  const script = vscode.Uri.joinPath(extensionUri, 'dist', 'engine.js').fsPath;
  return startEngine(script, weights, { log });
}

/** The backend of the settings and the native TensorFlow that is there. */
export function startWith(folders: ExtensionFolders): EngineStart {
  const { backend, nativePath } = trainingSettings();
  return { backend, nativeFolder: nativePath ?? installed(folders) };
}

/** Bytes that training may take: what the settings say, else half of the machine's memory. */
export function trainingMemoryLimit(): number {
  const { memoryLimitMB } = trainingSettings();
  return memoryLimitMB === null ? totalmem() / 2 : memoryLimitMB * 1e6;
}

/** Installed by our command, else with the extension where that runs from its sources. */
function installed(folders: ExtensionFolders): string | null {
  const places = [nativeInstallation(folders), folders.extensionUri.fsPath];
  return places.map((place) => join(place, PACKAGE)).find((path) => existsSync(path)) ?? null;
}
