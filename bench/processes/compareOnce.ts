import { startCompareWorker } from '../../src/compute/client';
import { watchResidentMemory } from '../support/residentGrowth';

export interface CompareRun {
  readonly residentGrowthMB: number;
}

/** Compares the two models on the command line with the given worker script, in a fresh process. */
async function main(): Promise<void> {
  const [, , a = '', b = '', script = '', threads = ''] = process.argv;
  const growth = watchResidentMemory();
  const side = (path: string) => ({ path, fileName: 'model.json', scanThreads: Number(threads) });
  const worker = startCompareWorker(script, { a: side(a), b: side(b) });
  await worker.comparison.openBoth({ hand: [] });
  await worker.comparison.compareAll(null);
  const run: CompareRun = { residentGrowthMB: growth() };
  worker.dispose();
  console.log(JSON.stringify(run));
}

void main();
