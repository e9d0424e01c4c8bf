import { TILE } from '../../../protocol/model';

/** With room for the nudge. */
const SIDE = TILE + 1;
/** Some 17 MB. */
const MOST_SPARE = 64;

const spare: OffscreenCanvas[] = [];

/**
 * A canvas for the picture of a tile, with a pixel more on either side than the tile has. Those of full
 * tiles are used again: a quarter of a megabyte for each new one would keep the garbage collector busy.
 */
export function tileCanvas({ width, height }: { width: number; height: number }): OffscreenCanvas {
  const used = width === TILE && height === TILE ? spare.pop() : undefined;
  return used ?? new OffscreenCanvas(width + 1, height + 1);
}

/** Nobody shows this canvas any more. */
export function reuseCanvas(canvas: OffscreenCanvas): void {
  const isFull = canvas.width === SIDE && canvas.height === SIDE;
  if (isFull && spare.length < MOST_SPARE) spare.push(canvas);
}
