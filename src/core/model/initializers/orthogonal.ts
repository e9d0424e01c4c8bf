import { ModelMismatchError } from '../../errors';
import type { Random } from './random';
import { elementsOf } from '../strides';

/** Twice the multiplications of one round over all pairs: some ten seconds, an LSTM of 1,024 units. */
const MAX_ORTHOGONAL_WORK = 2 ** 32;

/** The smaller side's count of vectors, each of the larger side's length. */
export function orthogonalSize(shape: readonly number[]): {
  readonly rows: number;
  readonly columns: number;
  readonly vectors: number;
  readonly length: number;
} {
  const columns = shape.at(-1) ?? 1;
  const rows = elementsOf(shape.slice(0, -1));
  return { rows, columns, vectors: Math.min(rows, columns), length: Math.max(rows, columns) };
}

/** @throws ModelMismatchError where a matrix has less than two axes or takes too long. */
export function checkOrthogonal(name: string, shape: readonly number[]): void {
  if (shape.length < 2)
    throw new ModelMismatchError(
      `${name} has ${shape.length === 1 ? 'one axis' : 'no axes'}, and an orthogonal matrix needs two.`,
    );
  const { rows, columns, vectors, length } = orthogonalSize(shape);
  if (length * vectors * vectors > MAX_ORTHOGONAL_WORK)
    throw new ModelMismatchError(
      `${name} is ${rows} × ${columns}: an orthogonal matrix of that size takes too long to draw here (at most 1024 × 4096).`,
    );
}

/**
 * Orthonormal vectors, one after the other: those of Q in the QR decomposition, with R's diagonal
 * positive, of a matrix of standard normals, which makes them uniform over all such (Mezzadri 2007) as
 * `keras.initializers.Orthogonal` has it. Gram-Schmidt; a vector that it makes much shorter has lost
 * digits and is done once more, which is enough (Daniel, Gragg, Kaufman and Stewart 1976).
 */
export async function orthonormal(
  vectors: number,
  length: number,
  random: Random,
  turn: () => Promise<void>,
  progress: (fraction: number) => void,
): Promise<Float64Array> {
  const all = new Float64Array(vectors * length);
  for (let i = 0; i < all.length; i++) all[i] = random.normal();
  for (let at = 0; at < vectors; at++) {
    const vector = all.subarray(at * length, (at + 1) * length);
    let before: number;
    let size = Math.sqrt(dot(vector, vector));
    let rounds = 0;
    do {
      before = size;
      for (let other = 0; other < at; other++)
        subtractAlong(vector, all.subarray(other * length, (other + 1) * length));
      size = Math.sqrt(dot(vector, vector));
    } while (++rounds < 2 && size < Math.SQRT1_2 * before);
    for (let i = 0; i < length; i++) vector[i] = (vector[i] ?? 0) / size;
    progress(((at + 1) / vectors) ** 2);
    await turn();
  }
  return all;
}

function subtractAlong(vector: Float64Array, unit: Float64Array): void {
  const along = dot(vector, unit);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) - along * (unit[i] ?? 0);
}

/** Four sums side by side: one alone would wait for each addition. */
function dot(a: Float64Array, b: Float64Array): number {
  let [s, t, u, v] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < a.length; i += 4) {
    s += (a[i] ?? 0) * (b[i] ?? 0);
    t += (a[i + 1] ?? 0) * (b[i + 1] ?? 0);
    u += (a[i + 2] ?? 0) * (b[i + 2] ?? 0);
    v += (a[i + 3] ?? 0) * (b[i + 3] ?? 0);
  }
  for (; i < a.length; i++) s += (a[i] ?? 0) * (b[i] ?? 0);
  return s + t + u + v;
}
