import type { WeightEntry } from './weightEntry';

/** Bytes of weights as stored. String tensors, whose length only the data tells, are not counted. */
export function totalBytes(entries: readonly WeightEntry[]): number {
  let total = 0;
  for (const entry of entries) total += entry.byteLength ?? 0;
  return total;
}
