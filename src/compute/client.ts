import { Worker } from 'node:worker_threads';
import { Channel, type Client } from '../protocol/channel';
import type { ComputeApi, FilesApi, WorkerModel } from '../protocol/compute';
import type { ModelApi } from '../protocol/model';
import { portOf } from './port';

/** A model.json of the largest size allowed takes about 1.5 GB of objects when parsed; arrays of values do not count. */
export const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 2_048, stackSizeMb: 8 };

export interface ModelWorker {
  readonly model: Client<ModelApi>;
  /** Ends the thread. Pending requests are rejected; `onExit` is not told. */
  dispose(): void;
  /** Tells once if the thread ends by itself. Every pending and later request is rejected with the same reason. */
  onExit(listener: (reason: Error) => void): void;
}

/**
 * Starts a thread that reads one model.
 * @param script Path of the bundled worker.ts.
 * @param files Serves the files where `model.path` is null.
 */
export function startModelWorker(
  script: string,
  model: WorkerModel,
  files?: FilesApi,
): ModelWorker {
  const worker = new Worker(script, {
    name: `weightscope ${model.fileName}`,
    workerData: model,
    resourceLimits: RESOURCE_LIMITS,
  });
  const channel = new Channel<ComputeApi, object>(portOf(worker), files ?? {});
  const listeners: ((reason: Error) => void)[] = [];
  let ended = false;
  const end = (why: string, cause?: unknown): void => {
    if (ended) return;
    ended = true;
    const reason = new Error(`The process that reads the model stopped: ${why}`, { cause });
    channel.close(reason);
    for (const listener of listeners) listener(reason);
  };
  worker.on('error', (error: unknown) => end(messageOf(error), error));
  worker.on('messageerror', (error) =>
    end(`its answer could not be read (${error.message}).`, error),
  );
  worker.on('exit', (code) => end(`it ended with code ${code}.`));
  return {
    model: channel.remote,
    dispose: () => {
      ended = true;
      channel.close(new Error('The model was closed.'));
      void worker.terminate();
    },
    onExit: (listener) => {
      listeners.push(listener);
    },
  };
}

function messageOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY')
    return 'it ran out of memory. Close other models and open it again.';
  return error instanceof Error ? error.message : String(error);
}
