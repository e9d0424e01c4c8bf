import { runPython } from '../../test/support/python';
import { NUMPY_TENSORS } from './numpyTensors';

/** What numpy found of one tensor. */
export interface NumpyTensor {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly std: number;
  readonly zeros: number;
  readonly minAt: number;
  readonly maxAt: number;
  readonly skewness: number;
  readonly excessKurtosis: number;
  readonly l1: number;
  readonly l2: number;
  readonly nearZeros: number;
  readonly quantiles: readonly number[];
}

/**
 * All that we measure, each thing once: what is needed twice is kept, moments come from the distances
 * to the mean, and values are picked out only where some are not finite.
 */
const SCRIPT = `${NUMPY_TENSORS}
path, bins, qs = json.load(sys.stdin)
found = []
model = tensors(path)
start = time.perf_counter()
for name, x in model:
    finite = np.isfinite(x)
    out = dict(name=name, count=int(x.size), finite=int(np.count_nonzero(finite)))
    if out['finite'] < x.size:
        out['nan'] = int(np.isnan(x).sum())
        out['positiveInfinity'] = int(np.isposinf(x).sum())
        out['firstNonFiniteAt'] = int(np.argmin(finite))
        x = x[finite]
    out['minAt'], out['maxAt'] = int(np.argmin(x)), int(np.argmax(x))
    out['min'], out['max'] = float(x[out['minAt']]), float(x[out['maxAt']])
    out['zeros'] = int(x.size - np.count_nonzero(x))
    out['mean'] = float(x.mean(dtype=np.float64))
    d = np.subtract(x, out['mean'], dtype=np.float64)
    d2 = d * d
    m2 = d2.mean()
    out['std'] = float(np.sqrt(m2))
    out['skewness'] = float((d2 * d).mean() / m2 ** 1.5)
    out['excessKurtosis'] = float(np.dot(d2, d2) / x.size / m2 ** 2 - 3)
    size = np.abs(x)
    out['l1'] = float(size.sum(dtype=np.float64))
    out['l2'] = float(np.sqrt(m2 + out['mean'] ** 2) * np.sqrt(x.size))
    out['rms'] = out['l2'] / np.sqrt(x.size)
    out['nearZeros'] = int(np.count_nonzero(size < 1e-3 * out['rms']))
    np.histogram(x, bins=bins)
    out['quantiles'] = np.quantile(x, qs).tolist()
    found.append(out)
json.dump(dict(milliseconds=1000 * (time.perf_counter() - start), tensors=found), sys.stdout)
`;

/** All statistics, a histogram and quantiles of every tensor of a model of float32, by numpy. */
export function measureModelByNumpy(
  path: string,
  bins: number,
  quantiles: readonly number[],
): { readonly milliseconds: number; readonly tensors: readonly NumpyTensor[] } {
  return runPython(SCRIPT, [path, bins, quantiles]) as ReturnType<typeof measureModelByNumpy>;
}
