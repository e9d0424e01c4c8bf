import { defaultThreads } from '../pool/startPool';
import { ScanPool } from '../pool/scanPool';
import { startThread } from '../thread';
import type { PairScanApi } from './pairScan';

/** What a thread is started with that compares files for the thread of a comparison. */
export interface PairScanStart {
  /** Absolute paths of the two model.json. */
  readonly scansBoth: readonly [a: string, b: string];
}

/** @param script Path of the bundled worker.ts. */
export function startPairPool(
  script: string,
  a: string,
  b: string,
  threads = defaultThreads(),
): ScanPool<PairScanApi> {
  const start: PairScanStart = { scansBoth: [a, b] };
  return new ScanPool(
    () =>
      startThread<PairScanApi>(script, start, {
        name: 'weightscope compare',
        what: 'The process that compares',
      }),
    Math.max(1, threads),
  );
}
