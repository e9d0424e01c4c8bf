/**
 * float32 `values` of `n` stored uint8: stored * scale + min in float64, rounded once, as
 * TensorFlow.js does. Groups of four; `values` has room for whole groups, and `stored` may be read
 * up to the end of one.
 */
export function dequantizeUint8(stored: usize, n: i32, scale: f64, min: f64, values: usize): void {
  const s = f64x2.splat(scale);
  const m = f64x2.splat(min);
  for (let i = 0; i < n; i += 4) {
    const bytes = v128.load32_zero(stored + i);
    const q = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
    v128.store(values + ((<usize>i) << 2), scaled(q, s, m));
  }
}

/** As `dequantizeUint8`. */
export function dequantizeUint16(stored: usize, n: i32, scale: f64, min: f64, values: usize): void {
  const s = f64x2.splat(scale);
  const m = f64x2.splat(min);
  for (let i = 0; i < n; i += 4) {
    const q = i32x4.extend_low_i16x8_u(v128.load64_zero(stored + ((<usize>i) << 1)));
    v128.store(values + ((<usize>i) << 2), scaled(q, s, m));
  }
}

/** float32 `values` of `n` stored float16; groups of four as above. */
export function widenFloat16(stored: usize, n: i32, values: usize): void {
  // Moved into the fields of a float32 the exponent is 112 too small; a product puts that right for
  // denormals, too.
  const rebias = f32x4.splat(5.192296858534828e33);
  const largest = i32x4.splat(0x7bff);
  const exponent = i32x4.splat(0x7f800000);
  for (let i = 0; i < n; i += 4) {
    const bits = i32x4.extend_low_i16x8_u(v128.load64_zero(stored + ((<usize>i) << 1)));
    const size = v128.and(bits, i32x4.splat(0x7fff));
    const sign = i32x4.shl(v128.xor(bits, size), 16);
    const value = f32x4.mul(i32x4.shl(size, 13), rebias);
    const beyond = v128.and(i32x4.gt_s(size, largest), exponent);
    v128.store(values + ((<usize>i) << 2), v128.or(v128.or(value, beyond), sign));
  }
}

/**
 * float32 `values` of `n` stored bfloat16, which are their upper halves; groups of four as above.
 */
export function widenBfloat16(stored: usize, n: i32, values: usize): void {
  for (let i = 0; i < n; i += 4) {
    const bits = i32x4.extend_low_i16x8_u(v128.load64_zero(stored + ((<usize>i) << 1)));
    v128.store(values + ((<usize>i) << 2), i32x4.shl(bits, 16));
  }
}

function scaled(q: v128, scale: v128, min: v128): v128 {
  const upper = v128.shuffle<i32>(q, q, 2, 3, 2, 3);
  const a = f64x2.add(f64x2.mul(f64x2.convert_low_i32x4_u(q), scale), min);
  const b = f64x2.add(f64x2.mul(f64x2.convert_low_i32x4_u(upper), scale), min);
  return v128.shuffle<f32>(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 1, 4, 5);
}
