import { type ModelWorker, startModelWorker } from '../../src/compute/client';
import { HISTOGRAM_BINS, QUANTILES } from '../../src/core/measure/statistics';
import { python } from '../../test/support/python';
import { median, round, timed } from './bench';
import { measureModelByNumpy, type NumpyTensor } from '../numpy/numpyModel';
import { readOnce } from './readOnce';
import { checkAgainstPlainLoops } from './scanReference';

/** As the goals are stated. */
export const THREADS = 2;

export interface ScanRounds {
  readonly timesFasterThanNumpy: number | undefined;
  readonly shareOfReadSpeed: number;
  /** Of `times` times the model / (times x the model). */
  readonly overLinear: number;
}

/** Measures a model, reads its files and lets numpy measure it, in turn; then the same model `times` over. */
export async function scanRounds(
  script: string,
  path: string,
  { larger, times, rounds }: { larger: string; times: number; rounds: number },
  say: (line: string) => void,
): Promise<ScanRounds> {
  const small = await opened(script, path);
  const large = await opened(script, larger);
  try {
    await measureAll(small);
    await checkAgainstPlainLoops(path, small.worker.model, small.weights);
    say('  results are those of the plain loops');
    const runs: { ours: number; reading: number; numpy: number | undefined; large: number }[] = [];
    for (let run = 0; run < rounds; run++) {
      const ours = await warmly(small);
      const reading = await timed(() => readOnce(path));
      const numpy = python === undefined ? undefined : await besideNumpy(path, small);
      const near = await warmly(small);
      const linear = await measureAll(large);
      runs.push({ ours, reading, numpy, large: linear / (times * near) });
      say(
        `  measured in ${round(ours, 0)} ms, read in ${round(reading, 0)} ms, ` +
          `numpy ${numpy === undefined ? 'not run: no Python with numpy' : `${round(numpy, 0)} ms`}; ` +
          `${times} times the model in ${round(linear, 0)} ms after ${round(near, 0)} ms`,
      );
    }
    const ratios = runs.flatMap(({ ours, numpy }) => (numpy === undefined ? [] : numpy / ours));
    return {
      timesFasterThanNumpy: ratios.length === 0 ? undefined : median(ratios),
      shareOfReadSpeed: median(runs.map(({ ours, reading }) => reading / ours)),
      overLinear: median(runs.map((one) => one.large)),
    };
  } finally {
    small.worker.dispose();
    large.worker.dispose();
  }
}

interface Opened {
  readonly worker: ModelWorker;
  readonly weights: number;
}

async function opened(script: string, path: string): Promise<Opened> {
  const model = { path, fileName: 'model.json', scanThreads: THREADS };
  const worker = startModelWorker(script, model);
  return { worker, weights: (await worker.model.open(null)).weightCount };
}

/** Milliseconds for all weights, nothing known of them before. */
async function measureAll({ worker, weights }: Opened): Promise<number> {
  await worker.model.open(null);
  let measured = 0;
  const milliseconds = await timed(() =>
    worker.model.measureAll(null, {
      onProgress: (told) => {
        measured += told.measured.filter((line) => 'statistics' in line).length;
      },
    }),
  );
  if (measured !== weights) throw new Error(`${measured} of ${weights} weights were measured.`);
  return milliseconds;
}

/** With threads that run already: they end where numpy keeps them waiting. */
async function warmly(model: Opened): Promise<number> {
  await measureAll(model);
  return measureAll(model);
}

async function besideNumpy(path: string, { worker }: Opened): Promise<number> {
  const { milliseconds, tensors } = measureModelByNumpy(path, HISTOGRAM_BINS, QUANTILES);
  for (const [weight, theirs] of tensors.entries()) await assertSame(worker, weight, theirs);
  return milliseconds;
}

/** numpy interpolates quantiles of float32 in float32. */
async function assertSame(worker: ModelWorker, weight: number, theirs: NumpyTensor): Promise<void> {
  const { statistics, quantiles } = await worker.model.measure({ weight });
  const exact = ['min', 'max', 'zeros', 'minAt', 'maxAt', 'nearZeros'] as const;
  const rounded = ['mean', 'std', 'skewness', 'excessKurtosis', 'l1', 'l2'] as const;
  const same =
    exact.every((key) => statistics[key] === theirs[key]) &&
    rounded.every((key) => isClose(statistics[key] ?? NaN, theirs[key])) &&
    quantiles.every(({ value }, i) => Math.abs(value - (theirs.quantiles[i] ?? NaN)) <= 1e-5);
  if (!same) throw new Error(`numpy finds something else of ${theirs.name}.`);
}

/** Sums in another order. */
function isClose(ours: number, theirs: number): boolean {
  return Math.abs(ours - theirs) <= 1e-9 * Math.max(1, Math.abs(theirs));
}
