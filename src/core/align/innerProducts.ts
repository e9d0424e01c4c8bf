/**
 * Inner products of units of A (rows) with units of B (columns), row by row, each added up in the
 * order of the features. Both sides are of `width` features and as `unitRows` lays them out, so that
 * their units are fours. The result holds until the next call.
 */
export type InnerProducts = (a: Float64Array, b: Float64Array, width: number) => Float64Array;

/** The plain loop; `src/kernels/innerProducts.ts` finds the same bits. */
export const plainProducts: InnerProducts = (a, b, width) => {
  const [rows, columns] = [a.length / width, b.length / width];
  const out = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row += 4)
    for (let column = 0; column < columns; column += 4)
      fourByFour(
        a,
        row * width,
        b,
        column * width,
        4 * width,
        out,
        row * columns + column,
        columns,
      );
  return out;
};

/** Eight loads serve sixteen products. */
function fourByFour(
  a: Float64Array,
  aAt: number,
  b: Float64Array,
  bAt: number,
  length: number,
  out: Float64Array,
  at: number,
  line: number,
): void {
  let s00 = 0,
    s01 = 0,
    s02 = 0,
    s03 = 0;
  let s10 = 0,
    s11 = 0,
    s12 = 0,
    s13 = 0;
  let s20 = 0,
    s21 = 0,
    s22 = 0,
    s23 = 0;
  let s30 = 0,
    s31 = 0,
    s32 = 0,
    s33 = 0;
  for (let k = 0; k < length; k += 4) {
    const b0 = b[bAt + k] ?? 0;
    const b1 = b[bAt + k + 1] ?? 0;
    const b2 = b[bAt + k + 2] ?? 0;
    const b3 = b[bAt + k + 3] ?? 0;
    const a0 = a[aAt + k] ?? 0;
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    const a1 = a[aAt + k + 1] ?? 0;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
    const a2 = a[aAt + k + 2] ?? 0;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    const a3 = a[aAt + k + 3] ?? 0;
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
  }
  out.set([s00, s01, s02, s03], at);
  out.set([s10, s11, s12, s13], at + line);
  out.set([s20, s21, s22, s23], at + 2 * line);
  out.set([s30, s31, s32, s33], at + 3 * line);
}
