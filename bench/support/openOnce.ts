import { join } from 'node:path';
import { NodeFiles } from '../../src/compute/nodeFiles';
import { startModelWorker } from '../../src/compute/client';
import { createSession } from '../../src/compute/session';
import type { Call } from '../../src/protocol/channel';

/** Rows that a tall window shows. */
const ROWS = { start: 0, end: 60 };

/**
 * Opens the model.json named on the command line as the editor does, in a worker, and prints the time
 * from the request to the rows of the tree, and the growth of resident memory. The bytes are counted
 * in a second, equal opening, at the door to the disk.
 */
async function main(): Promise<void> {
  const path = process.argv[2] ?? '';
  global.gc?.();
  const before = process.memoryUsage.rss();
  const start = performance.now();
  const worker = startModelWorker(join('dist', 'worker.js'), { path, fileName: 'model.json' });
  await worker.model.open(null);
  await worker.model.rows(ROWS);
  const milliseconds = performance.now() - start;
  const residentGrowthMB = (process.memoryUsage.rss() - before) / 2 ** 20;
  worker.dispose();
  const bytesRead = await countBytes(path);
  console.log(JSON.stringify({ milliseconds, bytesRead, residentGrowthMB }));
}

async function countBytes(path: string): Promise<number> {
  let bytes = 0;
  const files = new NodeFiles(path);
  const read = files.read.bind(files);
  files.read = async (...range) => {
    const got = await read(...range);
    bytes += got.length;
    return got;
  };
  const session = createSession(files, 'model.json');
  const call = { signal: new AbortController().signal, progress: () => undefined } as Call;
  await session.open(null, call);
  await session.rows(ROWS, call);
  return bytes;
}

void main();
