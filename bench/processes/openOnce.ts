import { resolve } from 'node:path';
import { startModelWorker } from '../../src/compute/client';
import { NodeFiles } from '../../src/compute/files/nodeFiles';
import { createSession } from '../../src/compute/session';
import type { Call } from '../../src/protocol/channel';
import type { OpenRun } from '../support/openBig';
import { watchResidentMemory } from '../support/residentGrowth';

/** Rows that a tall window shows. */
const ROWS = { start: 0, end: 60 };

/**
 * Opens the model.json named on the command line twice: in a worker as the editor does, for the growth
 * of resident memory and the time with the start of the thread; then in this thread, whose code is
 * loaded and has not run yet, as that of TensorFlow.js beside it: from the first read to the rows of
 * the tree, with the bytes counted at the door to the disk.
 */
async function main(): Promise<void> {
  const path = process.argv[2] ?? '';
  const growth = watchResidentMemory();
  const started = performance.now();
  const worker = startModelWorker(resolve('dist', 'worker.js'), { path, fileName: 'model.json' });
  await worker.model.open(null);
  await worker.model.rows(ROWS);
  const withThread = performance.now() - started;
  const residentGrowthMB = growth();
  worker.dispose();
  const { milliseconds, bytesRead } = await openHere(path);
  const run: OpenRun = { milliseconds, withThread, bytesRead, residentGrowthMB };
  console.log(JSON.stringify(run));
}

async function openHere(path: string): Promise<Pick<OpenRun, 'milliseconds' | 'bytesRead'>> {
  let bytesRead = 0;
  const files = new NodeFiles(path);
  const read = files.read.bind(files);
  files.read = async (...range) => {
    const got = await read(...range);
    bytesRead += got.length;
    return got;
  };
  const session = createSession(files, 'model.json');
  const call = { signal: new AbortController().signal, progress: () => undefined } as Call;
  const start = performance.now();
  await session.open(null, call);
  await session.rows(ROWS, call);
  return { milliseconds: performance.now() - start, bytesRead };
}

void main();
