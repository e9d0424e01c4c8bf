/** Sum of both lanes. */
export function across(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** Sum of four int32. */
export function acrossInt(v: v128): i32 {
  return (
    i32x4.extract_lane(v, 0) +
    i32x4.extract_lane(v, 1) +
    i32x4.extract_lane(v, 2) +
    i32x4.extract_lane(v, 3)
  );
}

/** The least of four float32. */
export function least(v: v128): f64 {
  const pairs = f32x4.pmin(v, upper(v));
  const a = f32x4.extract_lane(pairs, 0);
  const b = f32x4.extract_lane(pairs, 1);
  return b < a ? b : a;
}

/** Lanes 2 and 3 of four, in front. */
export function upper(v: v128): v128 {
  return v128.shuffle<f32>(v, v, 2, 3, 2, 3);
}

/** Bytes of the values that fill whole vectors. */
export function wholeBytes(n: i32): usize {
  return (<usize>(n & ~3)) << 2;
}
