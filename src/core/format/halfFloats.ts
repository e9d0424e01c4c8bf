let float16Table: Float32Array | undefined;

/** IEEE 754 half precision, denormals, infinities and NaN included; exact in float32. */
export function widenFloat16(stored: Uint16Array): Float32Array {
  const table = (float16Table ??= makeFloat16Table());
  const values = new Float32Array(stored.length);
  for (let i = 0; i < stored.length; i++) values[i] = table[stored[i] ?? 0] ?? 0;
  return values;
}

/** The upper half of a float32. */
export function widenBfloat16(stored: Uint16Array): Float32Array {
  const bits = new Uint32Array(stored.length);
  for (let i = 0; i < stored.length; i++) bits[i] = (stored[i] ?? 0) << 16;
  return new Float32Array(bits.buffer);
}

/** 256 KiB once, so that widening a kernel of millions of values is one lookup a value. */
function makeFloat16Table(): Float32Array {
  const table = new Float32Array(65536);
  for (let bits = 0; bits < 65536; bits++) {
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 1023;
    const sign = bits < 32768 ? 1 : -1;
    table[bits] = sign * magnitude(exponent, fraction);
  }
  return table;
}

function magnitude(exponent: number, fraction: number): number {
  if (exponent === 31) return fraction === 0 ? Infinity : NaN;
  return exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25);
}
