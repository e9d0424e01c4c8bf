import { colorTable, paint } from '../../ui/colorMap';
import type { Tile } from '../../../protocol/model';
import { type Context, columnX, rowY, type Scene } from './scene';
import { shownValues } from './tileValues';
import { ancestors, levelFor, type PlannedTile, planTiles, tileCells } from './tilePlan';

/**
 * How much of the picture is drawn: nothing, coarser tiles or only some of them, all of them with a
 * preview among them, or all as they are.
 */
export type Drawn = 'nothing' | 'partly' | 'preview' | 'exactly';

export interface TilesDrawn {
  readonly drawn: Drawn;
  /** Whether a tile still waits for its colours. */
  readonly waiting: boolean;
}

/** Draws what is here of the cells in sight. */
export function drawTiles(context: Context, scene: Scene): TilesDrawn {
  const { viewport, extent, frame, tiles, limit, summary, look, ratio } = scene;
  const plan = planTiles(viewport, extent, frame.plot);
  if (limit === null) return { drawn: 'nothing', waiting: false };
  const table = colorTable(look.dark);
  const name = `${limit}/${summary}/${look.dark}`;
  let budget = scene.paintBudget;
  // `paintOne` sets it, which the compiler does not see.
  let waiting = false as boolean;
  const paintOne = (tile: Tile, old?: OffscreenCanvas): OffscreenCanvas | undefined => {
    if (budget <= 0) {
      waiting = true;
      return undefined;
    }
    budget--;
    return painted(tile, shownValues(tile, summary), limit, table, old);
  };
  const level = levelFor(viewport);
  const devicePixels = Math.min(
    viewport.scaleX * 2 ** level.x * ratio,
    viewport.scaleY * 2 ** level.y * ratio,
  );
  context.save();
  clipToMatrix(context, scene);
  // Cells stay crisp squares; only where several share a device pixel are they averaged.
  context.imageSmoothingEnabled = devicePixels < 1;
  const found = { own: 0, previews: 0, coarser: 0 };
  for (const wanted of plan) {
    const picture = tiles.picture(wanted, name, paintOne);
    if (picture !== undefined) {
      found.own++;
      if (picture.isPreview) found.previews++;
      place(context, scene, wanted, picture.canvas, wanted);
      continue;
    }
    for (const ancestor of ancestors(wanted)) {
      const coarse = tiles.picture(ancestor, name, paintOne);
      if (coarse === undefined) continue;
      found.coarser++;
      place(context, scene, ancestor, coarse.canvas, wanted);
      break;
    }
  }
  context.restore();
  const drawn =
    found.own + found.coarser === 0
      ? 'nothing'
      : found.previews > 0
        ? 'preview'
        : found.own < plan.length || waiting
          ? 'partly'
          : 'exactly';
  return { drawn, waiting };
}

/** Largest finite |value| in the tiles in sight: a scale for the time before the statistics are there. */
export function largestInSight({ viewport, extent, frame, tiles }: Scene): number {
  const plan = planTiles(viewport, extent, frame.plot);
  return Math.max(0, ...plan.map((tile) => tiles.largest(tile)));
}

function clipToMatrix(context: Context, scene: Scene): void {
  const { frame, extent } = scene;
  const left = Math.max(frame.left, columnX(scene, extent.columns.start));
  const top = Math.max(frame.top, rowY(scene, extent.rows.start));
  const right = Math.min(frame.left + frame.plot.width, columnX(scene, extent.columns.end));
  const bottom = Math.min(frame.top + frame.plot.height, rowY(scene, extent.rows.end));
  context.beginPath();
  context.rect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  context.clip();
}

/** Draws the part of `source` that covers `target`, edges on whole device pixels so that tiles meet. */
function place(
  context: Context,
  scene: Scene,
  source: PlannedTile,
  picture: OffscreenCanvas,
  target: PlannedTile,
): void {
  const from = tileCells(source);
  const to = tileCells(target);
  const cellsX = 2 ** source.level.x;
  const cellsY = 2 ** source.level.y;
  const sx = (to.columns.start - from.columns.start) / cellsX;
  const sy = (to.rows.start - from.rows.start) / cellsY;
  const sw = Math.min((to.columns.end - to.columns.start) / cellsX, picture.width - sx);
  const sh = Math.min((to.rows.end - to.rows.start) / cellsY, picture.height - sy);
  if (sw <= 0 || sh <= 0) return;
  const snap = (value: number): number => Math.round(value * scene.ratio) / scene.ratio;
  const x0 = snap(columnX(scene, to.columns.start));
  const y0 = snap(rowY(scene, to.rows.start));
  const x1 = snap(columnX(scene, to.columns.start + sw * cellsX));
  const y1 = snap(rowY(scene, to.rows.start + sh * cellsY));
  context.drawImage(picture, sx, sy, sw, sh, x0, y0, x1 - x0, y1 - y0);
}

function painted(
  tile: Tile,
  values: Float32Array,
  limit: number,
  table: Uint32Array,
  old: OffscreenCanvas | undefined,
): OffscreenCanvas {
  const canvas = old ?? new OffscreenCanvas(Math.max(1, tile.width), Math.max(1, tile.height));
  const image = scratchFor(canvas);
  paint(values, limit, table, new Uint32Array(image.data.buffer));
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}

let scratch: ImageData | undefined;

/** One for all tiles of a size: a quarter of a megabyte for each would keep the garbage collector busy. */
function scratchFor({ width, height }: OffscreenCanvas): ImageData {
  if (scratch?.width !== width || scratch.height !== height) scratch = new ImageData(width, height);
  return scratch;
}
