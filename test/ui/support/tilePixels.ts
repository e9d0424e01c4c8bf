import { type Tile, TILE } from '../../../src/protocol/model';
import { canvasTiles } from '../../../src/webview/tensor/tiles/canvasTiles';
import { drawTiles } from '../../../src/webview/tensor/tiles/drawTiles';
import { GlTiles } from '../../../src/webview/tensor/tiles/gl/glTiles';
import type { Scene } from '../../../src/webview/tensor/scene';
import type { TilePainter } from '../../../src/webview/tensor/tiles/tilePainter';
import type { PlannedTile } from '../../../src/webview/tensor/tiles/tilePlan';

/** A picture to be drawn by either painter. */
export interface PixelCase {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
  readonly ratio: number;
  readonly limit: number;
  readonly summary: 'mean' | 'extreme';
  readonly dark: boolean;
  /** Whether only tiles are there that are coarser than those in sight. */
  readonly coarse: boolean;
}

export interface PixelResult {
  readonly colors: number;
  /** Largest difference of a channel, and how many pixels differ by more than a level. */
  readonly most: number;
  readonly apart: number;
}

const ROWS = 700;
const COLUMNS = 900;
const WIDTH = 320;
const HEIGHT = 200;

/** What the test calls in the page. */
export interface TilePixels {
  readonly compare: (one: PixelCase) => PixelResult | 'no device';
  readonly loseAndRestore: (one: PixelCase) => Promise<readonly boolean[]>;
  /** Draws many more tiles than the device may hold, and tells how many it holds. */
  readonly fill: (tiles: number) => number | undefined;
}

const { gl, context } = opened();

(globalThis as unknown as { tilePixels: TilePixels }).tilePixels = {
  compare: (one) => {
    if (gl.textures === undefined) return 'no device';
    return difference(drawn(one, canvasTiles), drawn(one, gl));
  },
  loseAndRestore: async (one) => {
    const same = (): boolean => difference(drawn(one, canvasTiles), drawn(one, gl)).apart === 0;
    const seen = [gl.textures !== undefined && same()];
    const changed = async (): Promise<void> => {
      const before = gl.changes.value;
      while (gl.changes.value === before) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    const loser = context?.getExtension('WEBGL_lose_context');
    loser?.loseContext();
    await changed();
    seen.push(gl.textures === undefined && same());
    loser?.restoreContext();
    await changed();
    seen.push(gl.textures !== undefined && same());
    return seen;
  },
  fill: (tiles) => {
    const one = { scale: 1, x: 0, y: 0, ratio: 1, limit: 1, summary: 'mean', dark: true } as const;
    for (let i = 0; i < tiles; i++) {
      made.clear();
      drawn({ ...one, coarse: false }, gl);
    }
    return gl.textures;
  },
};

/** The painter, and the context that it asked for. */
function opened(): { readonly gl: GlTiles; readonly context: WebGL2RenderingContext | undefined } {
  const contexts: unknown[] = [];
  const { prototype } = OffscreenCanvas;
  const original = Reflect.get(prototype, 'getContext') as (...asked: never[]) => unknown;
  Reflect.set(prototype, 'getContext', function (this: OffscreenCanvas, ...asked: never[]) {
    const found: unknown = Reflect.apply(original, this, asked);
    contexts.push(found);
    return found;
  });
  const made = new GlTiles(true);
  Reflect.set(prototype, 'getContext', original);
  return { gl: made, context: contexts.find((one) => one instanceof WebGL2RenderingContext) };
}

function drawn(one: PixelCase, painter: TilePainter): Uint8ClampedArray {
  const canvas = new OffscreenCanvas(WIDTH * one.ratio, HEIGHT * one.ratio);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('There is no canvas.');
  context.setTransform(one.ratio, 0, 0, one.ratio, 0, 0);
  const { drawn: how } = drawTiles(context, sceneOf(one), painter);
  if (how === 'nothing') throw new Error('Nothing was drawn.');
  return context.getImageData(0, 0, canvas.width, canvas.height).data;
}

function difference(a: Uint8ClampedArray, b: Uint8ClampedArray): PixelResult {
  const colors = new Set(new Uint32Array(a.buffer));
  let most = 0;
  let apart = 0;
  for (let i = 0; i < a.length; i++) {
    const off = Math.abs((a[i] ?? 0) - (b[i] ?? 0));
    if (off > most) most = off;
    if (off > 1) apart++;
  }
  return { colors: colors.size, most, apart };
}

function sceneOf({ scale, x, y, ratio, limit, summary, dark, coarse }: PixelCase): Scene {
  const extent = { rows: { start: 0, end: ROWS }, columns: { start: 0, end: COLUMNS } };
  const tiles = {
    shown: (planned: PlannedTile) => {
      const tile = tileAt(planned, coarse);
      return tile && { tile, isPreview: false };
    },
    picture: (
      planned: PlannedTile,
      _: string,
      paint: (tile: Tile, old: undefined) => OffscreenCanvas | undefined,
    ) => {
      const tile = tileAt(planned, coarse);
      const canvas = tile && paint(tile, undefined);
      return canvas && { canvas, isPreview: false };
    },
  };
  return {
    extent,
    viewport: { x, y, scaleX: scale, scaleY: scale },
    frame: { left: 20, top: 11, plot: { width: WIDTH - 20, height: HEIGHT - 11 } },
    ratio,
    tiles,
    limit,
    summary,
    look: { dark },
    paintBudget: Infinity,
  } as unknown as Scene;
}

const made = new Map<string, Tile>();

/** Every 97th value is NaN, every 101st and 103rd infinite, the others waves. */
function tileAt({ key, level, tile }: PlannedTile, coarse: boolean): Tile | undefined {
  if (coarse && level.x < 2) return undefined;
  const known = made.get(key);
  if (known !== undefined) return known;
  const size = (all: number, at: number, up: number): number =>
    Math.max(0, Math.min(TILE, Math.ceil(all / 2 ** up) - at * TILE));
  const [height, width] = [size(ROWS, tile.y, level.y), size(COLUMNS, tile.x, level.x)];
  const value = (i: number): number =>
    i % 97 === 0 ? NaN : i % 101 === 0 ? Infinity : i % 103 === 0 ? -Infinity : Math.sin(i * i);
  const values = (shift: number): Float32Array =>
    Float32Array.from({ length: height * width }, (_, i) => value(i + shift));
  const ends = level.x === 0 ? null : { min: values(1).map((v) => v - 0.5), max: values(1) };
  const found = { height, width, mean: values(0), ends };
  made.set(key, found);
  return found;
}
