import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { registerCompositeKernels } from '../kernels/register';
import type { Tf } from '../tf';

/**
 * The bundled TensorFlow.js on WebAssembly with SIMD: one core, no installation.
 * @param wasmFolder where tfjs-backend-wasm-simd.wasm lies.
 * @throws Error where this machine or process cannot run it.
 */
export async function useWasm(wasmFolder: string): Promise<Tf> {
  setWasmPaths(wasmFolder.endsWith('/') ? wasmFolder : `${wasmFolder}/`);
  tf.enableProdMode();
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')))
    throw new Error('this processor or Node has no WebAssembly SIMD');
  if (!(await tf.setBackend('wasm'))) throw new Error('its WebAssembly module did not start');
  registerCompositeKernels(tf, 'wasm');
  return tf;
}

/** The bundled TensorFlow.js in plain JavaScript: runs everywhere, and many times slower. */
export async function useCpu(): Promise<Tf> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  registerCompositeKernels(tf, 'cpu');
  return tf;
}
