import type { BigIntStats } from 'node:fs';

/** A state of a file: as long as it is the same, so are the bytes. */
export interface FileIdentity {
  readonly size: number;
  /** Size, times in nanoseconds and inode: equal texts mean the same file, not written to meanwhile. */
  readonly text: string;
  /** Milliseconds since 1970 from which on another write would give another time. */
  readonly settled: number;
}

/** FAT keeps times to two seconds; a kernel takes them from a clock that ticks every few milliseconds. */
const COARSE_MS = 2_000;
const FINE_MS = 50;

/**
 * The time of the last change counts beside that of the last write, for programs can set the latter;
 * the device does not, for its number is another after a restart.
 */
export function identityOf({ size, mtimeNs, ctimeNs, ino }: BigIntStats): FileIdentity {
  const tick = mtimeNs % 1_000_000_000n === 0n ? COARSE_MS : FINE_MS;
  return {
    size: Number(size),
    text: `${size}/${mtimeNs}/${ctimeNs}/${ino}`,
    settled: Number(mtimeNs / 1_000_000n) + tick,
  };
}
