import { runPython } from '../../test/support/python';
import { NUMPY_TENSORS } from './numpyTensors';

/** What numpy found of one pair of tensors. */
export interface NumpyDifference {
  readonly name: string;
  readonly relative: number;
  readonly cosine: number;
  readonly maxDifference: number;
  readonly maxDifferenceAt: number;
  readonly changed: number;
}

/** Norms in float64, as float32 sums of millions of squares are off. */
const SCRIPT = `${NUMPY_TENSORS}
start = time.perf_counter()
found = []
for (name, a), (_, b) in zip(*[tensors(path) for path in json.load(sys.stdin)]):
    x, y = a.astype(np.float64), b.astype(np.float64)
    d = np.abs(x - y)
    norm, other = np.linalg.norm(x), np.linalg.norm(y)
    at = int(d.argmax())
    found.append(dict(name=name, relative=float(np.linalg.norm(d) / norm), cosine=float(x @ y / (norm * other)),
                      maxDifference=float(d[at]), maxDifferenceAt=at, changed=int((a != b).sum())))
json.dump(dict(milliseconds=1000 * (time.perf_counter() - start), found=found), sys.stdout)
`;

/** Distances of every tensor of two models of float32, by numpy. */
export function compareByNumpy(
  a: string,
  b: string,
): { readonly milliseconds: number; readonly found: readonly NumpyDifference[] } {
  return runPython(SCRIPT, [a, b]) as ReturnType<typeof compareByNumpy>;
}
