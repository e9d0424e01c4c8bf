import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Kernels, loadKernels } from '../../src/compute/kernels/loadKernels';

const repository = join(__dirname, '../..');

/** Compiles src/kernels as the build does. */
export function compileKernels(): Uint8Array<ArrayBuffer> {
  const path = join(repository, 'out/test/kernels.wasm');
  mkdirSync(dirname(path), { recursive: true });
  execFileSync(process.execPath, [join(repository, 'scripts/build/kernels.mjs'), path]);
  return Uint8Array.from(readFileSync(path));
}

let compiled: Uint8Array<ArrayBuffer> | undefined;

/** A new instance; the kernels are compiled once for all tests. */
export function freshKernels(memory?: number): Kernels {
  compiled ??= compileKernels();
  const kernels = loadKernels(compiled, memory);
  assert.ok(kernels, 'this Node has no SIMD');
  return kernels;
}

/**
 * Copies values into the memory of the kernels, `shift` bytes off any alignment, and returns their
 * address.
 */
export function place(kernels: Kernels, values: ArrayBufferView, shift = 0): number {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  // Kernels that work in groups may read to the end of the last one.
  const at = kernels.arena.take(bytes.length + shift + 16) + shift;
  new Uint8Array(kernels.buffer, at, bytes.length).set(bytes);
  return at;
}
