import { resolve, join } from 'node:path';
import { buildWorker } from '../test/support/buildWorker';
import { type Bench, type Figure, median, round } from './support/bench';
import { buildProduction } from './support/build';
import { bundle } from './support/bundle';
import { denseModel } from './models/denseModel';
import { inFreshProcess } from './support/freshProcess';
import { layersModel } from './models/layersModel';
import { repeatedModel } from './models/repeatedModel';
import type { ScanRun } from './processes/scanOnce';
import { scanRounds, THREADS } from './support/scanRounds';

const CACHE = join(process.cwd(), '.cache', 'bench');

interface Sizes {
  /** Dense layers of 16.8 MB. */
  readonly layers: number;
  readonly times: number;
  /** Layers of two tiny weights. */
  readonly tiny: number;
  readonly rounds: number;
  readonly tinyRounds: number;
}

export const scanBench: Bench = {
  title:
    'everything measured of 400 MB, 4 GB and 20,000 tiny weights; beside numpy and TensorFlow.js',

  run(say, quick): Promise<readonly Figure[]> {
    say('Building the extension for production …');
    buildProduction();
    const rounds = quick ? { rounds: 2, tinyRounds: 1 } : { rounds: 7, tinyRounds: 3 };
    const sizes = { layers: 25, times: 10, tiny: 10_000, ...rounds };
    return figures(resolve('dist', 'worker.js'), sizes, say);
  },

  short(say): Promise<readonly Figure[]> {
    const sizes = { layers: 1, times: 2, tiny: 40, rounds: 1, tinyRounds: 1 };
    return figures(buildWorker(), sizes, say);
  },
};

async function figures(
  script: string,
  { layers, times, tiny, rounds, tinyRounds }: Sizes,
  say: (line: string) => void,
): Promise<readonly Figure[]> {
  say('Writing the models (once) …');
  const path = await denseModel(CACHE, layers);
  const larger = await repeatedModel(path, times);
  const many = await layersModel(CACHE, tiny);
  say(`Measuring 2048 x 2048 kernels, ${layers} and ${layers * times}, with ${THREADS} threads …`);
  const scans = await scanRounds(script, path, { larger, times, rounds }, say);
  say('Measuring in fresh processes …');
  const once = bundle('scanOnce.ts');
  const growths: number[] = [];
  for (const model of [path, larger]) {
    const run = await inFreshProcess<ScanRun>(once, model, script, String(THREADS));
    growths.push(run.residentGrowthMB);
    say(
      `  ${round(run.milliseconds, 0)} ms with the start of the threads, ` +
        `${round(run.residentGrowthMB, 1)} MB more resident`,
    );
  }
  say(`Measuring ${2 * tiny} tiny weights, beside TensorFlow.js …`);
  const tinyRuns = await tinyWeights(once, script, many, tinyRounds, say);
  const { timesFasterThanNumpy: beside } = scans;
  return [
    ...(beside === undefined
      ? []
      : [
          {
            key: 'timesFasterThanNumpy',
            value: round(beside, 1),
            bound: '>= 20',
            meaning:
              'statistics, histogram, quantiles of every tensor: time of numpy for the same / ours',
          },
        ]),
    {
      key: 'shareOfReadSpeed',
      value: round(scans.shareOfReadSpeed),
      bound: '>= 0.3',
      meaning: 'time to read the files once with one thread / time to measure them with two',
    },
    {
      key: 'residentGrowthMB',
      value: round(Math.max(...growths), 1),
      bound: '< 128',
      meaning: 'peak growth of resident memory, threads included; the larger of both models',
    },
    {
      key: 'fourGBOverLinear',
      value: round(scans.overLinear, 3),
      bound: '<= 1.15',
      meaning: 'time for 4 GB / ten times the time for 400 MB',
    },
    {
      key: 'tinyWeightsTimesFasterThanTfjs',
      value: round(tinyRuns.timesFaster, 1),
      bound: '>= 5',
      meaning: 'loadLayersModel and six statistics in TensorFlow.js / ours with its start and more',
    },
    {
      key: 'tinyWeightsSeconds',
      value: round(tinyRuns.seconds),
      bound: '< 3',
      meaning: 'start, open and measure 20,000 tiny weights',
    },
  ];
}

async function tinyWeights(
  once: string,
  script: string,
  path: string,
  rounds: number,
  say: (line: string) => void,
): Promise<{ readonly timesFaster: number; readonly seconds: number }> {
  const theirs = bundle('tfjsMeasureOnce.ts');
  const ratios: number[] = [];
  const seconds: number[] = [];
  for (let run = 0; run < rounds; run++) {
    const ours = await inFreshProcess<ScanRun>(once, path, script, String(THREADS));
    const tfjs = await inFreshProcess<ScanRun>(theirs, path);
    ratios.push(tfjs.milliseconds / ours.milliseconds);
    seconds.push(ours.milliseconds / 1000);
    say(`  ${round(ours.milliseconds, 0)} ms, TensorFlow.js ${round(tfjs.milliseconds, 0)} ms`);
  }
  return { timesFaster: median(ratios), seconds: median(seconds) };
}
