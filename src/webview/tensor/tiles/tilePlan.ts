import { TILE } from '../../../protocol/model';
import type { Size } from '../../ui/elementSize';
import { type Extent, type Viewport, visible } from '../viewport';

export interface Level {
  readonly y: number;
  readonly x: number;
}

/** A tile of one view, and where it lies in cells. */
export interface PlannedTile {
  readonly key: string;
  readonly level: Level;
  readonly tile: Level;
}

/** A pixel of a level covers 2^level cells. No tensor's axis needs more; the shift stays in 32 bits. */
const MAX_LEVEL = 24;

/** Where tiles are missing, coarser ones up to so many steps up are drawn in their place. */
const STEPS_UP = 8;

/** The coarsest level of which one pixel is not larger than a CSS pixel. */
export function levelFor(viewport: Viewport): Level {
  return { y: levelOf(viewport.scaleY), x: levelOf(viewport.scaleX) };
}

function levelOf(scale: number): number {
  // A whole step finer would fetch four times the tiles; the tolerance keeps scale 1/2^k at level k.
  return Math.max(0, Math.min(MAX_LEVEL, Math.floor(-Math.log2(scale) + 1e-6)));
}

/** Tiles that cover what is in sight, from the middle outwards: what is looked at comes first. */
export function planTiles(viewport: Viewport, extent: Extent, size: Size): PlannedTile[] {
  const level = levelFor(viewport);
  const { rows, columns } = visible(viewport, extent, size);
  if (rows.end <= rows.start || columns.end <= columns.start) return [];
  const y = tileRange(rows.start, rows.end, level.y);
  const x = tileRange(columns.start, columns.end, level.x);
  const tiles: PlannedTile[] = [];
  for (let ty = y.first; ty <= y.last; ty++) {
    for (let tx = x.first; tx <= x.last; tx++) tiles.push(planned(level, { y: ty, x: tx }));
  }
  const middle = { y: (y.first + y.last) / 2, x: (x.first + x.last) / 2 };
  const distance = ({ tile }: PlannedTile): number =>
    Math.abs(tile.y - middle.y) + Math.abs(tile.x - middle.x);
  return tiles.sort((a, b) => distance(a) - distance(b));
}

function tileRange(start: number, end: number, level: number): { first: number; last: number } {
  const cells = TILE * 2 ** level;
  return { first: Math.floor(start / cells), last: Math.floor((end - 1) / cells) };
}

export function planned(level: Level, tile: Level): PlannedTile {
  return { key: `${level.y},${level.x}/${tile.y},${tile.x}`, level, tile };
}

/** Coarser tiles that contain this one, nearest first, to stand in while it is on its way. */
export function* ancestors({ level, tile }: PlannedTile): Generator<PlannedTile, undefined> {
  for (let distance = 1; distance <= 2 * STEPS_UP; distance++) {
    for (let up = 0; up <= Math.min(distance, STEPS_UP); up++) {
      const across = distance - up;
      if (across > STEPS_UP) continue;
      yield planned(
        { y: level.y + up, x: level.x + across },
        { y: Math.floor(tile.y / 2 ** up), x: Math.floor(tile.x / 2 ** across) },
      );
    }
  }
}

/** Cells that a tile covers, not cut at the matrix's end. */
export function tileCells({ level, tile }: PlannedTile): Extent {
  const height = TILE * 2 ** level.y;
  const width = TILE * 2 ** level.x;
  return {
    rows: { start: tile.y * height, end: (tile.y + 1) * height },
    columns: { start: tile.x * width, end: (tile.x + 1) * width },
  };
}
