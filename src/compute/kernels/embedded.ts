/**
 * The compiled `src/kernels`. This file holds none: `scripts/build/kernels.mjs` puts another in its
 * place when it bundles. What runs from sources, such as tests, compiles them itself and hands them
 * to `loadKernels`.
 */
export const embedded = (): Uint8Array<ArrayBuffer> | undefined => undefined;
