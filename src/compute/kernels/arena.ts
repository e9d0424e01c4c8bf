/** Bytes to which regions are aligned: one vector. */
const ALIGNMENT = 16;

interface Free {
  readonly start: number;
  readonly end: number;
}

/** Hands out regions of [start, end) of a memory, first fit. */
export class Arena {
  private free: Free[];

  constructor(start: number, end: number) {
    this.free = [{ start: aligned(start), end }];
  }

  /**
   * @returns The address of a region whose contents are whatever was left there.
   * @throws RangeError where no room is left.
   */
  take(bytes: number): number {
    const size = aligned(bytes);
    const index = this.free.findIndex(({ start, end }) => end - start >= size);
    const found = this.free[index];
    if (found === undefined)
      throw new RangeError(`The memory of the kernels has no room for ${bytes} more bytes.`);
    const rest = { start: found.start + size, end: found.end };
    this.free.splice(index, 1, ...(rest.start < rest.end ? [rest] : []));
    return found.start;
  }

  /** Takes back a region of `bytes` from `take`. */
  release(start: number, bytes: number): void {
    const freed = { start, end: start + aligned(bytes) };
    const joined: Free[] = [];
    for (const next of [...this.free, freed].sort((a, b) => a.start - b.start)) {
      const last = joined.at(-1);
      if (last?.end === next.start) joined.splice(-1, 1, { start: last.start, end: next.end });
      else joined.push(next);
    }
    this.free = joined;
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
