import { runPython } from '../../test/support/python';

/** What numpy found, and how long it took for it, in milliseconds. */
export interface NumpyMeasures {
  readonly milliseconds: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly std: number;
  readonly counts: readonly number[];
  readonly quantiles: readonly number[];
}

const SCRIPT = `
import json, sys, time, numpy as np
path, bins, qs = json.load(sys.stdin)
x = np.fromfile(path, dtype=np.float32)
start = time.perf_counter()
out = dict(min=float(x.min()), max=float(x.max()), mean=float(x.mean(dtype=np.float64)), std=float(x.std(dtype=np.float64)))
zeros = x.size - np.count_nonzero(x)
finite = np.isfinite(x).all()
out['counts'] = np.histogram(x, bins=bins)[0].tolist()
out['quantiles'] = np.quantile(x, qs).tolist()
out['milliseconds'] = 1000 * (time.perf_counter() - start)
json.dump(out, sys.stdout)
`;

/** Six statistics, a histogram and quantiles of a file of float32, as one writes them in numpy. */
export function measureByNumpy(
  path: string,
  bins: number,
  quantiles: readonly number[],
): NumpyMeasures {
  return runPython(SCRIPT, [path, bins, quantiles]) as NumpyMeasures;
}
