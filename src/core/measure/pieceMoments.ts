import { emptyMoments, mergeMoments, type Moments } from './moments';

/** Moments of a piece, with positions in it, and the flat index at which it starts. */
export interface PlacedMoments {
  readonly moments: Moments;
  readonly start: number;
}

/**
 * Moments of the pieces of a tensor, which may come in any order and from several workers: they are
 * merged in the order of the tensor, so that the result is the same to the last bit wherever the
 * same pieces are measured.
 */
export class PieceMoments {
  private readonly pieces: PlacedMoments[] = [];

  /** @param moments With positions in the piece. */
  add(moments: Moments, start: number): void {
    this.pieces.push({ moments, start });
  }

  merged(): Moments {
    const all = emptyMoments();
    for (const { moments, start } of this.pieces.sort((a, b) => a.start - b.start))
      mergeMoments(all, {
        ...moments,
        minAt: moved(moments.minAt, start),
        maxAt: moved(moments.maxAt, start),
        firstNonFiniteAt: moved(moments.firstNonFiniteAt, start),
      });
    return all;
  }
}

function moved(at: number, start: number): number {
  return at < 0 ? at : start + at;
}
