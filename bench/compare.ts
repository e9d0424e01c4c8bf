import { join, resolve } from 'node:path';
import { type CompareWorker, startCompareWorker } from '../src/compute/client';
import type { PairDifference } from '../src/core/compare/comparison';
import { buildWorker } from '../test/support/buildWorker';
import { python } from '../test/support/python';
import { alignOnce } from './support/alignOnce';
import { type Bench, type Figure, median, round, timed } from './support/bench';
import { buildProduction } from './support/build';
import { bundle } from './support/bundle';
import type { CompareRun } from './processes/compareOnce';
import { denseModel } from './models/denseModel';
import { inFreshProcess } from './support/freshProcess';
import { compareByNumpy, type NumpyDifference } from './numpy/numpyCompare';
import { otherModel } from './models/otherModel';
import { readOnce } from './support/readOnce';
import { THREADS } from './support/scanRounds';

const CACHE = join(process.cwd(), '.cache', 'bench');

export const compareBench: Bench = {
  title: 'all distances of two 400 MB models; beside reading them once and beside numpy',

  run(say, quick): Promise<readonly Figure[]> {
    say('Building the extension for production …');
    buildProduction();
    return figures(resolve('dist', 'worker.js'), 25, quick ? 2 : 7, say);
  },

  short(say): Promise<readonly Figure[]> {
    return figures(buildWorker(), 1, 1, say);
  },
};

async function figures(
  script: string,
  layers: number,
  rounds: number,
  say: (line: string) => void,
): Promise<readonly Figure[]> {
  say('Writing the models (once) …');
  const a = await denseModel(CACHE, layers);
  const b = await otherModel(a);
  say(`Comparing ${layers} 2048 x 2048 kernels with ${THREADS} threads …`);
  const side = (path: string) => ({ path, fileName: 'model.json', scanThreads: THREADS });
  const worker = startCompareWorker(script, { a: side(a), b: side(b) });
  const over: number[] = [];
  const beside: number[] = [];
  try {
    await worker.comparison.openBoth({ hand: [] });
    await compareAll(worker);
    for (let run = 0; run < rounds; run++) {
      const reading = await timed(() => {
        readOnce(a);
        readOnce(b);
      });
      // The threads end where numpy keeps them waiting.
      const found = await compareAll(worker);
      const ours = await timed(() => compareAll(worker));
      over.push(ours / reading);
      const numpy = python === undefined ? undefined : compareByNumpy(a, b);
      if (numpy !== undefined) {
        assertSame(found, numpy.found);
        beside.push(numpy.milliseconds / ours);
      }
      say(
        `  compared in ${round(ours, 0)} ms, both read in ${round(reading, 0)} ms, numpy ` +
          (numpy === undefined
            ? 'not run: no Python with numpy'
            : `${round(numpy.milliseconds, 0)} ms`),
      );
    }
  } finally {
    worker.dispose();
  }
  say('Comparing in a fresh process …');
  const once = bundle('compareOnce.ts');
  const { residentGrowthMB } = await inFreshProcess<CompareRun>(
    once,
    a,
    b,
    script,
    String(THREADS),
  );
  say('Aligning two nets 784-512-512-10 …');
  const alignSeconds = await alignOnce(script);
  const faster: Figure = {
    key: 'timesFasterThanNumpy',
    value: round(median(beside), 1),
    bound: '>= 8',
    meaning: 'norms, cosine, largest difference and its place, count of changed: numpy / ours',
  };
  return [
    {
      key: 'overReading',
      value: round(median(over)),
      bound: '<= 3.5',
      meaning: 'time to compare with two threads / time to read both once with one',
    },
    ...(beside.length === 0 ? [] : [faster]),
    {
      key: 'residentGrowthMB',
      value: round(residentGrowthMB, 1),
      bound: '< 128',
      meaning: 'peak growth of resident memory, threads included',
    },
    {
      key: 'alignSeconds',
      value: round(alignSeconds, 1),
      bound: '< 5',
      meaning: 'units of two nets 784-512-512-10 and of their null matched, one thread',
    },
  ];
}

async function compareAll({ comparison }: CompareWorker): Promise<readonly PairDifference[]> {
  const all: PairDifference[] = [];
  await comparison.compareAll(null, { onProgress: ({ compared }) => all.push(...compared) });
  return all.sort((x, y) => x.pair - y.pair);
}

function assertSame(ours: readonly PairDifference[], theirs: readonly NumpyDifference[]): void {
  if (ours.length !== theirs.length) throw new Error('numpy finds another number of tensors.');
  for (const [i, found] of ours.entries()) {
    const other = theirs[i];
    if (other === undefined || 'problem' in found) throw new Error(`Tensor ${i} was not compared.`);
    const { relative, cosine, maxDifference, maxDifferenceAt, changed } = found.difference;
    const same =
      near(relative, other.relative) &&
      near(cosine, other.cosine) &&
      maxDifference === other.maxDifference &&
      maxDifferenceAt === other.maxDifferenceAt &&
      changed === other.changed;
    if (!same) throw new Error(`numpy finds something else of ${other.name}.`);
  }
}

function near(a: number | null, b: number): boolean {
  return a !== null && Math.abs(a - b) <= 1e-10 * Math.max(1, Math.abs(b));
}
