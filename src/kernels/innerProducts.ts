/** Bytes of a float64, and of one of each of four units. */
const VALUE: usize = 8;
const FOUR: usize = 32;

/**
 * Inner products of `rows` units with `columns` units, each of `width` float64; row by row to `out`.
 * Units come in fours: the first value of each of four, then the second of each. Every product is
 * added up in the order of the values, so that the bits are those of
 * `src/core/align/innerProducts.ts`.
 */
export function innerProducts(
  a: usize,
  b: usize,
  rows: i32,
  columns: i32,
  width: i32,
  out: usize,
): void {
  const unit = <usize>width * VALUE;
  const line = <usize>columns * VALUE;
  for (let row: usize = 0; row < <usize>rows; row += 4)
    for (let column: usize = 0; column < <usize>columns; column += 4) {
      const to = out + row * line + column * VALUE;
      fourByFour(a + row * unit, b + column * unit, 4 * unit, to, line);
    }
}

/** Eight loads serve sixteen products. */
function fourByFour(a: usize, b: usize, bytes: usize, out: usize, line: usize): void {
  let s00 = f64x2.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  for (const end = a + bytes; a < end; a += FOUR) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    b += FOUR;
    const a0 = v128.load64_splat(a);
    s00 = f64x2.add(s00, f64x2.mul(a0, b0));
    s01 = f64x2.add(s01, f64x2.mul(a0, b1));
    const a1 = v128.load64_splat(a, 8);
    s10 = f64x2.add(s10, f64x2.mul(a1, b0));
    s11 = f64x2.add(s11, f64x2.mul(a1, b1));
    const a2 = v128.load64_splat(a, 16);
    s20 = f64x2.add(s20, f64x2.mul(a2, b0));
    s21 = f64x2.add(s21, f64x2.mul(a2, b1));
    const a3 = v128.load64_splat(a, 24);
    s30 = f64x2.add(s30, f64x2.mul(a3, b0));
    s31 = f64x2.add(s31, f64x2.mul(a3, b1));
  }
  store2(out, s00, s01);
  store2(out + line, s10, s11);
  store2(out + 2 * line, s20, s21);
  store2(out + 3 * line, s30, s31);
}

function store2(at: usize, first: v128, second: v128): void {
  v128.store(at, first);
  v128.store(at, second, 16);
}
