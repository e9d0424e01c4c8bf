import { Arena } from './arena';
import { embedded } from './embedded';

/** Bytes; a page of WebAssembly. */
const PAGE = 65_536;

/**
 * 29 MiB of address space: the tables of a tensor's passes take up to 6, a piece of 262,144 float32
 * takes one, of which there may be several, and a thread that scans keeps up to 16 for the second
 * pass. The system gives real memory to the pages that are used.
 */
export const DEFAULT_MEMORY = 29 * 1024 * 1024;

/**
 * The functions of `src/kernels/index.ts`. Addresses and sizes are in bytes of `memory`, lengths in
 * values; see there for what each of them does.
 */
export interface KernelFunctions {
  scanFirst(values: number, length: number, keys: number, out: number): void;
  joinKeys(keys: number): void;
  scanSecond(values: number, length: number, plan: number): void;
  reduceLine(
    values: number,
    stride: number,
    length: number,
    run: number,
    lead: number,
    sums: number,
    lows: number,
    highs: number,
    pixelStride: number,
  ): void;
  dequantizeUint8(stored: number, n: number, scale: number, min: number, values: number): void;
  dequantizeUint16(stored: number, n: number, scale: number, min: number, values: number): void;
  widenFloat16(stored: number, n: number, values: number): void;
  widenBfloat16(stored: number, n: number, values: number): void;
  comparePieces(a: number, b: number, length: number, out: number): void;
  innerProducts(
    a: number,
    b: number,
    rows: number,
    columns: number,
    width: number,
    out: number,
  ): void;
}

export interface Kernels {
  readonly run: KernelFunctions;
  /** The whole memory. It never grows, so that views of it stay valid. */
  readonly buffer: ArrayBuffer;
  readonly arena: Arena;
}

interface Exports extends KernelFunctions {
  readonly heapBase: { readonly value: number };
}

/** What is used of it here; TypeScript has its types in the library for browsers only. */
declare const WebAssembly: {
  validate(wasm: Uint8Array<ArrayBuffer>): boolean;
  readonly Memory: new (size: { initial: number; maximum: number }) => Memory;
  readonly Module: new (wasm: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: { env: { memory: Memory } },
  ) => { readonly exports: unknown };
};

interface Memory {
  readonly buffer: ArrayBuffer;
}

/**
 * A new instance with a memory of its own, or undefined where there are no compiled kernels or the
 * engine has no SIMD; then the loops of `src/core/measure/loops` do the same.
 *
 * @param memory Bytes, rounded up to whole pages.
 */
export function loadKernels(
  wasm: Uint8Array<ArrayBuffer> | undefined = embedded(),
  memory = DEFAULT_MEMORY,
): Kernels | undefined {
  if (wasm === undefined || !WebAssembly.validate(wasm)) return undefined;
  const pages = Math.ceil(memory / PAGE);
  const own = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const module = new WebAssembly.Module(wasm);
  const run = new WebAssembly.Instance(module, { env: { memory: own } }).exports as Exports;
  return { run, buffer: own.buffer, arena: new Arena(run.heapBase.value, pages * PAGE) };
}
