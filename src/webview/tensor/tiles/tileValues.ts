import { farthest } from '../../../core/measure/tileSums';
import { type Tile, TILE, type TilePreview } from '../../../protocol/model';
import type { Summary } from '../settings';

/** What the pixels of a tile show; valid until the next call. */
export function shownValues({ mean, ends }: Tile, summary: Summary): Float32Array {
  if (summary === 'mean' || ends === null) return mean;
  const { min, max } = ends;
  for (let i = 0; i < mean.length; i++) scratch[i] = farthest(min[i] ?? 0, max[i] ?? 0);
  return scratch.subarray(0, mean.length);
}

/** Largest finite |value| of what a tile covers, as far as its pixels tell. */
export function largestOf({ mean, ends }: Tile): number {
  return Math.max(...(ends === null ? [mean] : [ends.min, ends.max]).map(largestFinite));
}

export function largestFinite(values: Float32Array): number {
  let largest = 0;
  for (const value of values) {
    const magnitude = Math.abs(value);
    if (magnitude > largest && magnitude < Infinity) largest = magnitude;
  }
  return largest;
}

/** A tile with every pixel of which its preview tells the mean. */
export function previewTile({ height, width, each, means }: TilePreview): Tile {
  const mean = new Float32Array(height * width);
  const across = Math.ceil(width / each.x);
  for (let y = 0; y < height; y++) {
    const from = Math.floor(y / each.y) * across;
    for (let x = 0; x < width; x++)
      mean[y * width + x] = means[from + Math.floor(x / each.x)] ?? NaN;
  }
  return { height, width, mean, ends: null };
}

const scratch = new Float32Array(TILE * TILE);
