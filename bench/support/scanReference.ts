import { NodeFiles } from '../../src/compute/files/nodeFiles';
import { createSession } from '../../src/compute/session';
import type { Measures } from '../../src/core/measure/statistics';
import type { Call, Client } from '../../src/protocol/channel';
import type { ModelApi } from '../../src/protocol/model';

/** Rounding of sums in another order. */
const CLOSE = 1e-12;

/**
 * Asks `model` for what it has measured of each weight and compares it with what the plain loops find
 * on this thread: counts, extremes, quantiles and histograms to the bit, moments to rounding.
 */
export async function checkAgainstPlainLoops(
  path: string,
  model: Client<ModelApi>,
  weights: number,
): Promise<void> {
  const files = new NodeFiles(path);
  const plain = createSession(files, 'model.json');
  const call = (): Call<unknown> => ({
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  for (let weight = 0; weight < weights; weight++) {
    const expected = await plain.measure({ weight }, call());
    const actual = await model.measure({ weight });
    if (exact(actual) !== exact(expected) || !isClose(actual, expected))
      throw new Error(`Weight ${weight} of ${path} is not measured as by the plain loops.`);
  }
  await files.forget();
}

function exact({ statistics: s, histogram, quantiles }: Measures): string {
  return JSON.stringify([
    [s.count, s.nan, s.positiveInfinity, s.negativeInfinity, s.zeros, s.nearZeros],
    [s.min, s.max, s.minAt, s.maxAt, s.firstNonFiniteAt],
    histogram && [histogram.low, histogram.high, ...histogram.counts],
    quantiles,
  ]);
}

function isClose(actual: Measures, expected: Measures): boolean {
  const scale = expected.statistics.rms ?? 0;
  return (['mean', 'std', 'rms'] as const).every(
    (key) =>
      Math.abs((actual.statistics[key] ?? 0) - (expected.statistics[key] ?? 0)) <= CLOSE * scale,
  );
}
