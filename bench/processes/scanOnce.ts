import { startModelWorker } from '../../src/compute/client';
import { watchResidentMemory } from '../support/residentGrowth';

export interface ScanRun {
  /** From the start of the thread to the last result. */
  readonly milliseconds: number;
  readonly residentGrowthMB: number;
}

/** Measures all weights of the model on the command line with the given worker script, in a fresh process. */
async function main(): Promise<void> {
  const [, , path = '', script = '', threads = ''] = process.argv;
  const growth = watchResidentMemory();
  const start = performance.now();
  const worker = startModelWorker(script, {
    path,
    fileName: 'model.json',
    scanThreads: Number(threads),
  });
  await worker.model.open(null);
  await worker.model.measureAll(null);
  const run: ScanRun = {
    milliseconds: performance.now() - start,
    residentGrowthMB: growth(),
  };
  worker.dispose();
  console.log(JSON.stringify(run));
}

void main();
