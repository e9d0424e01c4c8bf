import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { loadKernels } from '../src/compute/kernels/loadKernels';
import { HISTOGRAM_BINS, type Measures, QUANTILES } from '../src/core/measure/statistics';
import { compileKernels } from '../test/support/kernels';
import { python } from '../test/support/python';
import { normal, random } from '../test/unit/measure/support';
import { type Bench, type Figure, median, round } from './support/bench';
import { measureByNumpy } from './numpy/numpyMeasures';
import { otherRaces } from './support/otherRaces';
import { PIECE, type Race } from './support/race';
import { measureByKernels, measureByTwin, passRaces } from './support/scanRaces';

const FILE = join(process.cwd(), '.cache', 'bench', 'normal.f32');

/** 64 MiB, more than any cache here holds. */
const COUNT = 64 * PIECE;

const ROUNDS = 60;
const WHOLE_ROUNDS = 5;

export const kernelsBench: Bench = {
  title: 'the kernels over float32, beside the plain loops and numpy',

  async run(say): Promise<readonly Figure[]> {
    const wasm = compileKernels();
    const kernels = loadKernels(wasm, 16 * 1024 * 1024);
    if (kernels === undefined) throw new Error('This Node has no SIMD.');
    const next = normal(random(1));
    const values = Float32Array.from({ length: COUNT }, () => 0.05 * next());
    const at = kernels.arena.take(4 * PIECE);
    new Float32Array(kernels.buffer, at, PIECE).set(values.subarray(0, PIECE));
    const races = [...passRaces(kernels, at, values), ...otherRaces(kernels, at, values)];
    const figures = races.flatMap((race) => run(race, say));
    const whole: Race = {
      name: 'measure',
      bytes: values.byteLength,
      kernel: () => void measureByKernels(kernels, at, values),
      twin: () => void measureByTwin(values),
    };
    figures.push(...run(whole, say, WHOLE_ROUNDS));
    if (python === undefined) say('numpy: not run: no Python with numpy');
    else figures.push(...(await besideNumpy(values, () => measureByKernels(kernels, at, values))));
    return [
      ...figures,
      {
        key: 'wasmBytes',
        value: wasm.length,
        bound: '< 10000',
        meaning: 'size of the compiled kernels',
      },
    ];
  },
};

/** GB/s, the best of the rounds; and how many times the plain loops take, the median over pairs. */
function run(
  { name, bytes, kernel, twin }: Race,
  say: (line: string) => void,
  rounds = ROUNDS,
): Figure[] {
  const times = Array.from({ length: rounds }, () => [timeOf(kernel), timeOf(twin)] as const);
  const speed = bytes / Math.min(...times.map(([ours]) => ours)) / 1e6;
  const plain = bytes / Math.min(...times.map(([, theirs]) => theirs)) / 1e6;
  const ratio = median(times.map(([ours, theirs]) => theirs / ours));
  say(`${name}: ${round(speed)} GB/s, plain loops ${round(plain)} GB/s`);
  return [
    figure(`${name}GBs`, speed, 'GB/s of float32, best round'),
    figure(`${name}TimesTwin`, ratio, 'time of the plain loops / time of the kernel'),
  ];
}

async function besideNumpy(values: Float32Array, measure: () => Measures): Promise<Figure[]> {
  await mkdir(dirname(FILE), { recursive: true });
  await writeFile(FILE, values);
  const pairs = Array.from({ length: 3 }, () => {
    const ours = timeOf(measure);
    const theirs = measureByNumpy(FILE, HISTOGRAM_BINS, QUANTILES);
    assertSame(measure(), theirs);
    return { ours, theirs: theirs.milliseconds };
  });
  const speed = values.byteLength / Math.min(...pairs.map(({ theirs }) => theirs)) / 1e6;
  return [
    figure('numpyGBs', speed, 'six statistics, histogram and quantiles by numpy, best round', 3),
    figure(
      'timesFasterThanNumpy',
      median(pairs.map(({ ours, theirs }) => theirs / ours)),
      'time of numpy / time of the same and more by the kernels, one thread each',
      1,
    ),
  ];
}

/**
 * A speed is worth nothing if the results differ. Histograms are not compared: numpy's edges are
 * float32 here.
 */
function assertSame(ours: Measures, theirs: ReturnType<typeof measureByNumpy>): void {
  const { min, max, mean, std } = ours.statistics;
  const same =
    min === theirs.min &&
    max === theirs.max &&
    Math.abs((mean ?? NaN) - theirs.mean) <= 1e-12 * theirs.std &&
    Math.abs((std ?? NaN) / theirs.std - 1) <= 1e-12 &&
    // numpy interpolates between float32 in float32.
    ours.quantiles.every(
      ({ value }, i) => Math.abs(value - (theirs.quantiles[i] ?? NaN)) <= 1e-6 * theirs.std,
    );
  if (!same) throw new Error(`Statistics differ: ${JSON.stringify([min, max, mean, std])}`);
}

function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function figure(key: string, value: number, meaning: string, digits = 2): Figure {
  return { key, value: round(value, digits), bound: 'reported', meaning };
}
