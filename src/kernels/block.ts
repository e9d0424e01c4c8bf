/**
 * Values of a block: 16 KiB, half of a first-level cache, so that a later round over it reads no
 * memory.
 */
export const BLOCK: i32 = 4096;

/** Room for the values of a block that a later round wants, and for one store past its end. */
export const SCRATCH = memory.data(16400, 16);
export const SECOND_SCRATCH = memory.data(16400, 16);
