import { runPython } from '../../test/support/python';

/** Reads the shards of a model of float32 and writes them with numpy.savez, then compares with a file of ours. */
const SCRIPT = `
import json, os, sys, time, numpy as np
path, target, ours = json.load(sys.stdin)
folder = os.path.dirname(path)
start = time.perf_counter()
tensors = {}
for group in json.load(open(path))['weightsManifest']:
    data = np.concatenate([np.fromfile(os.path.join(folder, p), np.uint8) for p in group['paths']])
    at = 0
    for weight in group['weights']:
        size = 4 * int(np.prod(weight['shape']))
        tensors[weight['name']] = data[at:at + size].view(np.float32).reshape(weight['shape'])
        at += size
np.savez(target, **tensors)
milliseconds = 1000 * (time.perf_counter() - start)
with np.load(ours) as z:
    equal = sorted(z.files) == sorted(tensors) and all(z[k].tobytes() == tensors[k].tobytes() for k in tensors)
json.dump(dict(milliseconds=milliseconds, equal=bool(equal)), sys.stdout)
`;

export function saveByNumpy(
  path: string,
  target: string,
  ours: string,
): { readonly milliseconds: number; readonly equal: boolean } {
  return runPython(SCRIPT, [path, target, ours]) as ReturnType<typeof saveByNumpy>;
}
