import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { RESOURCE_LIMITS } from '../../src/compute/client';
import { median, round } from './bench';
import { bundle } from './bundle';
import type { OpenTask } from '../processes/openThread';

/** One frame of a 60 Hz screen. */
const FRAME_MS = 1000 / 60;

/**
 * From the text of model.json to what the tree shows, one frame of work let off, over `JSON.parse`
 * of the same text; the fastest of many runs of each. Each is timed in a thread of its own, as the
 * editor starts one for each model: code and heap are cold in both. V8 compiles and collects on
 * other cores meanwhile, so what other programs take of them adds to the tree alone, and a median
 * would measure those.
 */
export async function treeOverParse(
  path: string,
  runs: number,
  say: (line: string) => void,
): Promise<number> {
  const script = bundle('openThread.ts');
  const parses: number[] = [];
  const trees: number[] = [];
  const ratios: number[] = [];
  for (let run = 0; run < runs; run++) {
    const parse = await inFreshThread(script, { path, work: 'parse' });
    const tree = await inFreshThread(script, { path, work: 'tree' });
    parses.push(parse);
    trees.push(tree);
    ratios.push(over(parse, tree));
    say(`  JSON.parse ${round(parse, 1)} ms, tree ${round(tree, 1)} ms`);
  }
  say(`  median of the pairs: ${round(median(ratios))}`);
  return over(Math.min(...parses), Math.min(...trees));
}

function over(parse: number, tree: number): number {
  return Math.max(0, tree - FRAME_MS) / parse;
}

async function inFreshThread(script: string, task: OpenTask): Promise<number> {
  const worker = new Worker(script, {
    workerData: task,
    resourceLimits: RESOURCE_LIMITS,
    // Without the TypeScript loader of this process, which would fill the thread's heap too.
    execArgv: [],
  });
  const ended = once(worker, 'exit');
  const [milliseconds] = (await once(worker, 'message')) as [number];
  await ended;
  return milliseconds;
}
