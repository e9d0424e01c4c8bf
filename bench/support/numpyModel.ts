import { runPython } from '../../test/support/python';

/** What numpy found of one tensor. */
export interface NumpyTensor {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly std: number;
  readonly zeros: number;
  readonly quantiles: readonly number[];
}

/** Shards are mapped into memory; a tensor that lies in several of them is joined, as numpy has to. */
const SCRIPT = `
import json, os, sys, time, numpy as np
path, bins, qs = json.load(sys.stdin)
folder = os.path.dirname(path)
manifest = json.load(open(path))['weightsManifest']
tensors = []
start = time.perf_counter()
for group in manifest:
    shards = [np.memmap(os.path.join(folder, p), dtype=np.uint8, mode='r') for p in group['paths']]
    shard, at = 0, 0
    for weight in group['weights']:
        left = 4 * int(np.prod(weight['shape']))
        parts = []
        while left > 0:
            part = shards[shard][at:at + left]
            parts.append(part)
            left -= part.size
            at += part.size
            if at == shards[shard].size: shard, at = shard + 1, 0
        x = (parts[0] if len(parts) == 1 else np.concatenate(parts)).view(np.float32)
        out = dict(name=weight['name'], min=float(x.min()), max=float(x.max()),
                   mean=float(x.mean(dtype=np.float64)), std=float(x.std(dtype=np.float64)),
                   zeros=int(x.size - np.count_nonzero(x)), finite=int(np.isfinite(x).sum()))
        np.histogram(x, bins=bins)
        out['quantiles'] = np.quantile(x, qs).tolist()
        tensors.append(out)
json.dump(dict(milliseconds=1000 * (time.perf_counter() - start), tensors=tensors), sys.stdout)
`;

/** Six statistics, a histogram and quantiles of every tensor of a model of float32, by numpy. */
export function measureModelByNumpy(
  path: string,
  bins: number,
  quantiles: readonly number[],
): { readonly milliseconds: number; readonly tensors: readonly NumpyTensor[] } {
  return runPython(SCRIPT, [path, bins, quantiles]) as ReturnType<typeof measureModelByNumpy>;
}
