import { availableParallelism } from 'node:os';
import { startThread } from '../thread';
import type { ScanApi } from './scanApi';
import { ScanPool } from './scanPool';

/** Values lie in memory of WebAssembly; of objects, which are few, the engine would keep 20 MB more. */
const LIMITS = { maxYoungGenerationSizeMb: 2 };

/** Each takes about 40 MB, and memory delivers no more than a few can measure. */
const MOST_THREADS = 8;

/** What a thread is started with that scans for the thread of a session. */
export interface ScanStart {
  /** Absolute path of model.json, the files of which it reads. */
  readonly scans: string;
}

/** One thread for each core but that of the session. */
export function defaultThreads(): number {
  return Math.max(1, Math.min(MOST_THREADS, availableParallelism() - 1));
}

/** @param script Path of the bundled worker.ts. */
export function startPool(script: string, modelPath: string, threads = defaultThreads()): ScanPool {
  const start: ScanStart = { scans: modelPath };
  return new ScanPool(
    () =>
      startThread<ScanApi>(script, start, {
        name: 'weightscope scan',
        what: 'The process that measures',
        limits: LIMITS,
      }),
    Math.max(1, threads),
  );
}
