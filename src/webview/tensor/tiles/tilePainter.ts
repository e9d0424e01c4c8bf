import { type Context, columnX, rowY, type Scene } from '../scene';
import { levelFor, type PlannedTile, tileCells } from './tilePlan';

/** Puts tiles into pictures; one for the whole page. */
export interface TilePainter {
  /** Undefined where this picture is beyond it. */
  begin(context: Context, scene: Scene): TileFrame | undefined;
}

/** One picture as it is being made. */
export interface TileFrame {
  /** Draws the part of `source` that covers `target`; tells what was there to be drawn. */
  draw(source: PlannedTile, target: PlannedTile): 'tile' | 'preview' | undefined;
  /** @returns Whether a tile still waits for its colours. */
  end(): boolean;
}

/**
 * How far from its middle a pixel looks which cell it shows, in pixels of the tile: where a middle
 * lies on the border of two cells, rounding would decide, and otherwise on every device.
 */
export const NUDGE = 2 ** -12;

/** From a part of a tile, in its pixels, to device pixels of the picture. */
export interface Placement {
  readonly sx: number;
  readonly sy: number;
  readonly sw: number;
  readonly sh: number;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Where the part of `source` lies that covers `target`; edges on whole device pixels so that tiles meet. */
export function placementOf(
  scene: Scene,
  source: PlannedTile,
  { width, height }: { readonly width: number; readonly height: number },
  target: PlannedTile,
): Placement | undefined {
  const from = tileCells(source);
  const to = tileCells(target);
  const cellsX = 2 ** source.level.x;
  const cellsY = 2 ** source.level.y;
  const sx = (to.columns.start - from.columns.start) / cellsX;
  const sy = (to.rows.start - from.rows.start) / cellsY;
  const sw = Math.min((to.columns.end - to.columns.start) / cellsX, width - sx);
  const sh = Math.min((to.rows.end - to.rows.start) / cellsY, height - sy);
  if (sw <= 0 || sh <= 0) return undefined;
  const snap = (value: number): number => Math.round(value * scene.ratio);
  return {
    sx,
    sy,
    sw,
    sh,
    x0: snap(columnX(scene, to.columns.start)),
    y0: snap(rowY(scene, to.rows.start)),
    x1: snap(columnX(scene, to.columns.start + sw * cellsX)),
    y1: snap(rowY(scene, to.rows.start + sh * cellsY)),
  };
}

/** Cells stay crisp squares; only where several share a device pixel are they averaged. */
export function isAveraged({ viewport, ratio }: Scene): boolean {
  const level = levelFor(viewport);
  return (
    Math.min(viewport.scaleX * 2 ** level.x * ratio, viewport.scaleY * 2 ** level.y * ratio) < 1
  );
}
