import { canvasTiles } from './canvasTiles';
import { type Context, columnX, rowY, type Scene } from '../scene';
import { isAveraged, type TilePainter } from './tilePainter';
import { ancestors, planTiles } from './tilePlan';

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
export function drawTiles(
  context: Context,
  scene: Scene,
  painter: TilePainter = canvasTiles,
): TilesDrawn {
  const { viewport, extent, frame } = scene;
  const plan = planTiles(viewport, extent, frame.plot);
  context.save();
  clipToMatrix(context, scene);
  context.imageSmoothingEnabled = isAveraged(scene);
  const picture = painter.begin(context, scene) ?? canvasTiles.begin(context, scene);
  const found = { own: 0, previews: 0, coarser: 0 };
  for (const wanted of picture === undefined ? [] : plan) {
    const own = picture?.draw(wanted, wanted);
    if (own !== undefined) {
      found.own++;
      if (own === 'preview') found.previews++;
      continue;
    }
    for (const coarse of ancestors(wanted)) {
      if (picture?.draw(coarse, wanted) === undefined) continue;
      found.coarser++;
      break;
    }
  }
  const waiting = picture?.end() ?? false;
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
