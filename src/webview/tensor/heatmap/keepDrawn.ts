import { effect } from '@preact/signals';
import { track } from '../../ui/track';
import { drawAxes } from './drawAxes';
import { drawCells, isBroken, largestCell, showsCells } from './drawCells';
import { drawTiles, largestInSight, type TilesDrawn } from '../tiles/drawTiles';
import { glTiles } from '../tiles/gl/glTiles';
import type { Context, Scene } from '../scene';
import type { TensorState } from '../tensorState';
import type { TilePainter } from '../tiles/tilePainter';
import { planTiles } from '../tiles/tilePlan';
import { visible } from '../viewport';

/**
 * What is in sight for so many frames, or when one has stopped moving for so long, is fetched. Where one
 * flies past, it would come too late, and be garbage.
 */
const LOOKED_AT_FRAMES = 3;
const STOPPED_MS = 40;

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
  let stopping: ReturnType<typeof setTimeout> | undefined;
  /** How many frames tiles have been in sight; null before the first picture, which waits for nothing. */
  let frames: ReadonlyMap<string, number> | null = null;
  const fetch = (scene: Scene, hasStopped: boolean): void => {
    clearTimeout(stopping);
    const plan = planTiles(scene.viewport, scene.extent, scene.frame.plot);
    const before = frames;
    const seen = new Map(
      plan.map(({ key }) => [key, hasStopped ? LOOKED_AT_FRAMES : (before?.get(key) ?? 0) + 1]),
    );
    frames = seen;
    const lookedAt = plan.filter(({ key }) => (seen.get(key) ?? 0) >= LOOKED_AT_FRAMES);
    state.tiles.want(lookedAt);
    if (lookedAt.length < plan.length) {
      stopping = setTimeout(() => fetch(scene, true), STOPPED_MS);
    } else if (showsCells(scene)) {
      state.cells.want('heatmap', visible(scene.viewport, scene.extent, scene.frame.plot));
    }
  };
  const stop = effect(() => {
    track(state.arrived, state.tilesArrived, glTiles().changes);
    const scene = sceneOf();
    cancelAnimationFrame(request);
    if (scene === null) {
      clearTimeout(stopping);
      return;
    }
    // The first picture needs no frame more than its tiles take to come.
    if (frames === null) fetch(scene, true);
    noteLargest(state, scene);
    request = requestAnimationFrame(function draw() {
      const { drawn, waiting } = render(canvas, scene);
      if (waiting) request = requestAnimationFrame(draw);
      if (drawn !== 'nothing') state.pictured.value = true;
      fetch(scene, false);
    });
  });
  return () => {
    stop();
    cancelAnimationFrame(request);
    clearTimeout(stopping);
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

/** Sets a scale for the time before the statistics are there. */
function noteLargest(state: TensorState, scene: Scene): void {
  if (state.measures.peek() !== null) return;
  const largest = isBroken(scene) && showsCells(scene) ? largestCell(scene) : largestInSight(scene);
  if (largest > state.seen.peek()) state.seen.value = largest;
}
