import type { Numbers } from '../../format/valueKind';
import type { WeightEntry } from '../../format/weightEntry';
import type { WeightValues } from '../../format/weightSource';

/** All values of a tensor, a piece after the other. */
export type NewValues = AsyncIterable<Numbers> | Iterable<Numbers>;

/**
 * Whole tensors that edits bring (injected, drawn anew, retrained), outside of memory. Files hold the
 * values little-endian in the type in which `WeightSource.read` gives them; nothing is ever changed
 * in place, so that a file may be shared by an edit, its backup and a document opened again.
 */
export interface ValueStore {
  /** @returns Name of the new file. @throws Error where the disk is full, or what `values` throws; no half file is left. */
  write(values: NewValues): Promise<string>;
  /** Values [start, end) by flat index into the shown shape of `weight`. */
  read(file: string, weight: WeightEntry, start: number, end: number): Promise<WeightValues>;
  /** Removes a file that nothing names. */
  remove(file: string): Promise<void>;
}
