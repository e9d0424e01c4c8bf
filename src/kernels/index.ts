/**
 * The loops over weights, in AssemblyScript with SIMD. Addresses are bytes in the memory that the
 * caller brings; values are little-endian and need no alignment. Each loop has a twin in plain
 * TypeScript, named where it is declared.
 */
export { scanFirst } from './scanFirst';
export { joinKeys } from './sumUp';
export { scanSecond } from './scanSecond';
export { reduceLine } from './reduceLine';
export { dequantizeUint8, dequantizeUint16, widenFloat16, widenBfloat16 } from './widen';
export { comparePieces } from './comparePieces';
export { innerProducts } from './innerProducts';

/** First byte that is the caller's. */
export const heapBase: usize = __heap_base;
