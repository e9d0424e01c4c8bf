import type { CallOptions, Client } from '../../protocol/channel';
import type { BackendReport, EngineApi, LoadedModel } from '../../protocol/engine';
import { checkTrust } from '../checkTrust';
import { startTraining, startWith } from '../node/startTraining';
import type { ExtensionFolders } from '../node/startWorker';
import type { Reporter } from '../reporter';
import type { EngineSource } from './engineSource';

export interface EngineHelp extends CallOptions<{ readonly fraction: number }> {
  readonly folders: ExtensionFolders;
  readonly reporter: Reporter;
}

/** A training process that holds one model. */
export interface ModelEngine {
  /** Of the process. */
  readonly pid: number | undefined;
  readonly backend: BackendReport;
  /** As last loaded. */
  readonly model: LoadedModel;
  readonly engine: Client<EngineApi>;
  /** Whether the model was edited, or its files changed, since it was loaded. */
  readonly stale: boolean;
  /** Loads the model as it is now. Nothing may be running. */
  reload(options?: CallOptions<{ readonly fraction: number }>): Promise<LoadedModel>;
  /** Tells once if the process ends by itself; what is pending then is rejected with the same reason. */
  onExit(listener: (reason: Error) => void): void;
  /** Ends the process. */
  dispose(): void;
}

/**
 * Starts a training process on a model. It ends when the model is closed, when it is disposed, and with
 * the extension host.
 * @throws ModelMismatchError with a sentence where the workspace is not trusted or TensorFlow.js cannot run the model.
 */
export async function startModelEngine(
  source: EngineSource,
  { folders, reporter, signal, onProgress }: EngineHelp,
): Promise<ModelEngine> {
  checkTrust('run or trained', 'train');
  const process = startTraining(folders, { read: source.read }, (text) => reporter.note(text));
  const { engine } = process;
  let stale = false;
  const listeners = [
    source.onDidChange?.(() => (stale = true)),
    source.onDispose?.(() => dispose()),
  ];
  const dispose = (): void => {
    for (const listener of listeners) listener?.dispose();
    process.dispose();
  };
  const load = async (
    options: CallOptions<{ readonly fraction: number }>,
  ): Promise<LoadedModel> => {
    // What changes while it loads may be half in it.
    stale = false;
    try {
      return await engine.load({ text: await source.text(), fileName: source.fileName }, options);
    } catch (error) {
      stale = true;
      throw error;
    }
  };
  try {
    const backend = await engine.start(startWith(folders), { signal });
    let model = await load({ signal, onProgress });
    return {
      pid: process.pid,
      backend,
      engine,
      get model() {
        return model;
      },
      get stale() {
        return stale;
      },
      reload: async (options = {}) => (model = await load(options)),
      onExit: (listener) => process.onExit(listener),
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}
