import { addLine, type Line } from '../core/measure/loops/addLine';
import { emptyTileSums, tileOf } from '../core/measure/tileSums';
import { widen } from '../core/measure/widen';
import { columnCount, type Range, rowCount } from '../core/model/matrixView';
import { TILE, type Tile, type TileKey } from '../protocol/model';
import { bandsOf, linesOf } from './bands';
import type { FlatRead } from './flatRead';
import { latticeOf } from './lattice';
import { asMeasurable } from './measurable';
import type { Turn } from './turns';

/**
 * Reads all values beneath the pixels of a tile and reduces them, a band at a time.
 * @param shape As shown.
 * @throws RangeError where the tile lies outside the view.
 */
export async function readTile(
  read: FlatRead,
  name: string,
  shape: readonly number[],
  { view, level, tile }: TileKey,
  turn: Turn,
): Promise<Tile> {
  const runY = 2 ** level.y;
  const runX = 2 ** level.x;
  const rows = covered(tile.y, runY, rowCount(shape, view));
  const columns = covered(tile.x, runX, columnCount(shape, view));
  const height = Math.ceil((rows.end - rows.start) / runY);
  const width = Math.ceil((columns.end - columns.start) / runX);
  const sums = emptyTileSums(height * width);
  const lines = linesOf(latticeOf(shape, view, rows, columns));
  const [run, lineRun] = lines.alongRows ? [runX, runY] : [runY, runX];
  const [pixelStride, linePixel] = lines.alongRows ? [1, width] : [width, 1];
  let wide = new Float64Array(0);
  for (const { start, end, lines: band, along } of bandsOf(lines)) {
    const values = asMeasurable(await read(start, end), name);
    if (wide.length < values.length) wide = new Float64Array(values.length);
    widen(values, 0, values.length, wide);
    const line: Line = {
      offset: 0,
      stride: lines.step,
      length: along.end - along.start,
      run,
      lead: run - (along.start % run),
      pixel: 0,
      pixelStride,
    };
    const firstPixel = Math.floor(along.start / run) * pixelStride;
    for (let i = band.start; i < band.end; i++) {
      line.offset = (i - band.start) * lines.stride;
      line.pixel = Math.floor(i / lineRun) * linePixel + firstPixel;
      addLine(wide, line, sums);
    }
    await turn();
  }
  return { height, width, ...tileOf(sums) };
}

/** Which rows or columns a tile covers. */
function covered(tile: number, run: number, size: number): Range {
  const start = tile * TILE * run;
  if (!(
    Number.isInteger(tile) &&
    tile >= 0 &&
    Number.isSafeInteger(run) &&
    start < Math.max(1, size)
  ))
    throw new RangeError(`There is no tile ${tile} over ${size} values at ${run} a pixel.`);
  return { start: Math.min(start, size), end: Math.min(start + TILE * run, size) };
}
