import type { Tile } from '../../../protocol/model';
import { colorTable, paint } from '../../ui/colorMap';
import { tileCanvas } from './tileCanvases';
import { isAveraged, NUDGE, placementOf, type TilePainter } from './tilePainter';
import { shownValues } from './tileValues';

/** Colours tiles by the processor. */
export const canvasTiles: TilePainter = {
  begin(context, scene) {
    const { tiles, limit, summary, look, ratio } = scene;
    if (limit === null) return undefined;
    const table = colorTable(look.dark);
    const name = `${limit}/${summary}/${look.dark}`;
    const nudge = isAveraged(scene) ? 0 : NUDGE;
    const until = performance.now() + scene.paintBudget;
    let painted = false;
    let waiting = false;
    const paintOne = (tile: Tile, old?: OffscreenCanvas): OffscreenCanvas | undefined => {
      if (painted && performance.now() > until) {
        waiting = true;
        return undefined;
      }
      painted = true;
      return paintTile(tile, shownValues(tile, summary), limit, table, old);
    };
    return {
      draw: (source, target) => {
        const picture = tiles.picture(source, name, paintOne);
        if (picture === undefined) return undefined;
        const { canvas, isPreview } = picture;
        const size = { width: canvas.width - 1, height: canvas.height - 1 };
        const place = placementOf(scene, source, size, target);
        if (place !== undefined) {
          const { sx, sy, sw, sh, x0, y0, x1, y1 } = place;
          const [width, height] = [(x1 - x0) / ratio, (y1 - y0) / ratio];
          const [left, top] = [sx + nudge, sy + nudge];
          context.drawImage(canvas, left, top, sw, sh, x0 / ratio, y0 / ratio, width, height);
        }
        return isPreview ? 'preview' : 'tile';
      },
      end: () => waiting,
    };
  },
};

function paintTile(
  tile: Tile,
  values: Float32Array,
  limit: number,
  table: Uint32Array,
  old: OffscreenCanvas | undefined,
): OffscreenCanvas {
  const canvas = old ?? tileCanvas(tile);
  const image = scratchFor(tile);
  paint(values, limit, table, new Uint32Array(image.data.buffer));
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}

let scratch: ImageData | undefined;

/** One for all tiles of a size: a quarter of a megabyte for each would keep the garbage collector busy. */
function scratchFor({ width, height }: Tile): ImageData {
  if (scratch?.width !== width || scratch.height !== height) scratch = new ImageData(width, height);
  return scratch;
}
