import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { buildTree } from '../../src/core/model/buildTree';
import { readModel } from '../../src/core/model/readModel';

/** Rows that a tall window shows. */
const ROWS = 60;

export interface OpenTask {
  readonly path: string;
  readonly work: 'parse' | 'tree';
}

// Reports the milliseconds from the text of model.json to its JSON, or to what the tree shows.
const { path, work } = workerData as OpenTask;
const text = readFileSync(path, 'utf8');
const start = performance.now();
if (work === 'parse') {
  JSON.parse(text);
} else {
  const tree = buildTree(readModel(text, 'model.json'));
  for (let row = 0; row < ROWS; row++) tree.row(row);
}
parentPort?.postMessage(performance.now() - start);
