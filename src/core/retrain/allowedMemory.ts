/** WebAssembly addresses 4 GiB, and TensorFlow.js' memory in it never shrinks. */
const WASM_BYTES = 4 * 1024 ** 3;

/** @param limit bytes that the user or the machine allows. */
export function allowedMemory(limit: number, backend: 'native' | 'wasm' | 'cpu'): number {
  return backend === 'wasm' ? Math.min(limit, WASM_BYTES) : limit;
}
