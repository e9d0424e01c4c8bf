import { toFloat32 } from '../../core/measure/tileSums';
import { columnCount, type Range, rowCount } from '../../core/model/matrixView';
import { TILE, type Tile, type TileKey } from '../../protocol/model';
import type { FlatRead } from '../flatRead';
import type { Kernels } from '../kernels/loadKernels';
import { latticeOf } from './lattice';
import { asMeasurable } from '../measure/measurable';
import { type Block, sizeOf, tileOf } from './pixels';
import { readMatrix } from './readMatrix';
import { reduceBlock } from './reduceBlock';
import type { Turn } from '../turns';

/**
 * Reads all values beneath the pixels of a tile and reduces them, a piece at a time.
 * @param shape As shown.
 * @throws RangeError where the tile lies outside the view.
 */
export async function readTile(
  read: FlatRead,
  name: string,
  shape: readonly number[],
  key: TileKey,
  turn: Turn,
  kernels?: Kernels,
): Promise<Tile> {
  const block = blockOf(shape, key);
  if (key.level.y === 0 && key.level.x === 0) return readCells(read, name, block, turn);
  return tileOf(await reduceBlock(read, name, block, turn, kernels), block);
}

/** What a tile covers. @throws RangeError where that lies outside the view. */
export function blockOf(shape: readonly number[], { view, level, tile }: TileKey): Block {
  return {
    shape,
    view,
    level,
    rows: coveredBy(tile.y, 2 ** level.y, rowCount(shape, view)),
    columns: coveredBy(tile.x, 2 ** level.x, columnCount(shape, view)),
  };
}

async function readCells(read: FlatRead, name: string, block: Block, turn: Turn): Promise<Tile> {
  const lattice = latticeOf(block.shape, block.view, block.rows, block.columns);
  const values = asMeasurable(await readMatrix(read, lattice, turn), name);
  const mean =
    values instanceof Float32Array
      ? values
      : Float32Array.from(values as ArrayLike<number | bigint>, (x) => toFloat32(Number(x)));
  return { ...sizeOf(block), mean, ends: null };
}

/** Which rows or columns a tile covers. */
function coveredBy(tile: number, run: number, size: number): Range {
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
