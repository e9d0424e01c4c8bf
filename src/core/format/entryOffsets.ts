import type { WeightEntry } from './weightEntry';

/**
 * Where the weights of a group begin, as far as the manifest alone tells. A weight whose length it does
 * not tell (a string tensor, a refused entry) ends a run; offsets count from the start of their run.
 */
export class EntryOffsets {
  /** Bytes of the whole group, undefined if the manifest does not tell. */
  readonly total: number | undefined;
  /** Positions of the weights that end a run. */
  private readonly runEnds: number[] = [];
  private readonly offsets: Float64Array;

  /** @param entries of one group in stored order */
  constructor(entries: readonly WeightEntry[]) {
    this.offsets = new Float64Array(entries.length);
    let offset = 0;
    entries.forEach(({ byteLength }, position) => {
      this.offsets[position] = offset;
      if (byteLength === undefined) this.runEnds.push(position);
      offset = byteLength === undefined ? 0 : offset + byteLength;
    });
    this.total = this.runEnds.length === 0 ? offset : undefined;
  }

  /** From the start of the run that the weight at this position is in. */
  offset(position: number): number {
    return this.offsets[position] ?? 0;
  }

  /** How many runs end before the weight at this position. */
  run(position: number): number {
    return lowerBound(this.runEnds.length, (i) => (this.runEnds[i] ?? 0) >= position);
  }

  runEnd(run: number): number {
    return this.runEnds[run] ?? 0;
  }

  /** Whether a weight begins or the group ends at this offset of a group of one run. */
  isBoundary(offset: number): boolean {
    if (offset === this.total) return true;
    const position = lowerBound(this.offsets.length, (i) => (this.offsets[i] ?? 0) >= offset);
    return this.offsets[position] === offset;
  }
}

/** The first index in [0, length) for which `reached` holds, or `length`; it holds for all after. */
function lowerBound(length: number, reached: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
