import type { Manifest } from './weightEntry';

/** Bytes of all weights as stored. String tensors, whose length only the data tells, are not counted. */
export function totalBytes(manifest: Manifest): number {
  let total = 0;
  for (const entry of manifest.entries) total += entry.byteLength ?? 0;
  return total;
}
