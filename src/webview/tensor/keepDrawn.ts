import { effect } from '@preact/signals';
import { track } from '../ui/track';
import { drawAxes } from './drawAxes';
import { drawCells, isBroken, largestCell, showsCells } from './drawCells';
import { drawTiles, largestInSight, type TilesDrawn } from './drawTiles';
import { glTiles } from './gl/glTiles';
import type { Context, Scene } from './scene';
import type { TensorState } from './tensorState';
import type { TilePainter } from './tilePainter';
import { type PlannedTile, planTiles } from './tilePlan';
import { visible } from './viewport';

/** Where a matrix is drawn; the size is in pixels of the page. */
export interface DrawnCanvas {
  readonly element: HTMLCanvasElement;
  readonly context: Context;
  readonly size: { readonly width: number; readonly height: number };
}

/**
 * Draws whenever a signal that `sceneOf` reads has changed or values have come, once a frame at most,
 * and has what is in sight fetched. @returns What ends it.
 */
export function keepDrawn(
  state: TensorState,
  canvas: DrawnCanvas,
  sceneOf: () => Scene | null,
): () => void {
  let request = 0;
  let fetching = 0;
  let isFirst = true;
  let last: ReadonlySet<string> = new Set();
  const stop = effect(() => {
    track(state.arrived, state.tilesArrived, glTiles().changes);
    const scene = sceneOf();
    cancelAnimationFrame(request);
    cancelAnimationFrame(fetching);
    if (scene === null) return;
    // The first picture needs no frame more than its tiles take to come.
    if (isFirst) {
      const plan = planOf(scene);
      last = keysOf(plan);
      fetchFor(state, scene, plan);
    }
    isFirst = false;
    noteLargest(state, scene);
    request = requestAnimationFrame(function draw() {
      const { drawn, waiting } = render(canvas, scene);
      if (waiting) request = requestAnimationFrame(draw);
      if (drawn !== 'nothing') state.pictured.value = true;
      const plan = planOf(scene);
      const still = plan.filter(({ key }) => last.has(key));
      last = keysOf(plan);
      fetchFor(state, scene, still);
      if (still.length === plan.length) return;
      // Where one flies past, what is in sight for this frame only would come too late.
      cancelAnimationFrame(fetching);
      fetching = requestAnimationFrame(() => fetchFor(state, scene, plan));
    });
  });
  return () => {
    stop();
    cancelAnimationFrame(request);
    cancelAnimationFrame(fetching);
  };
}

function render(
  { element, context, size: { width, height } }: DrawnCanvas,
  scene: Scene,
): TilesDrawn {
  const pixelWidth = Math.round(width * scene.ratio);
  const pixelHeight = Math.round(height * scene.ratio);
  if (element.width !== pixelWidth || element.height !== pixelHeight) {
    element.width = pixelWidth;
    element.height = pixelHeight;
  }
  context.setTransform(scene.ratio, 0, 0, scene.ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const tiles = drawScene(context, scene, glTiles());
  // What the style of the note goes by, and whoever waits for the picture from outside.
  if (element.dataset.drawn !== tiles.drawn) element.dataset.drawn = tiles.drawn;
  return tiles;
}

/** Draws a matrix with its axes. */
export function drawScene(context: Context, scene: Scene, painter?: TilePainter): TilesDrawn {
  const tiles = drawTiles(context, scene, painter);
  drawCells(context, scene);
  drawAxes(context, scene);
  return tiles;
}

function planOf({ viewport, extent, frame }: Scene): readonly PlannedTile[] {
  return planTiles(viewport, extent, frame.plot);
}

function keysOf(plan: readonly PlannedTile[]): ReadonlySet<string> {
  return new Set(plan.map(({ key }) => key));
}

function fetchFor(state: TensorState, scene: Scene, tiles: readonly PlannedTile[]): void {
  state.tiles.want(tiles);
  if (showsCells(scene)) {
    state.cells.want('heatmap', visible(scene.viewport, scene.extent, scene.frame.plot));
  }
}

/** Sets a scale for the time before the statistics are there. */
function noteLargest(state: TensorState, scene: Scene): void {
  if (state.measures.peek() !== null) return;
  const largest = isBroken(scene) && showsCells(scene) ? largestCell(scene) : largestInSight(scene);
  if (largest > state.seen.peek()) state.seen.value = largest;
}
