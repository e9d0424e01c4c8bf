import { clear } from '../../core/measure/tileSums';
import type { Measurable } from '../../core/measure/widen';
import { type Band, bandsOf, type Lines } from './bands';
import type { FlatRead } from '../flatRead';
import type { Kernels } from '../kernels/loadKernels';
import { asMeasurable } from '../measure/measurable';
import { PIECE } from '../scan';
import { PixelLine } from './pixelLine';
import { type Block, emptyPixels, gridOf, type Pixels, put } from './pixels';
import type { Turn } from '../turns';

/** Reads under way: the disk, or the copy from the page cache, works while a piece is reduced. */
const AHEAD = 2;

/**
 * Reads all values of a block once, in the order of the file, and reduces them to its pixels.
 * @param name Of the tensor, for messages.
 */
export async function reduceBlock(
  read: FlatRead,
  name: string,
  block: Block,
  turn: Turn,
  kernels?: Kernels,
): Promise<Pixels> {
  const pixels = emptyPixels(block);
  const grid = gridOf(block);
  const { lines, run, lineRun } = grid;
  const line = new PixelLine(grid.across, kernels);
  let current = 0;
  try {
    for await (const { values, band } of pieces(read, name, lines)) {
      const { along } = band;
      line.load(values);
      for (let i = band.lines.start; i < band.lines.end; i++) {
        const at = Math.floor(i / lineRun);
        if (at !== current) {
          put(line.sums, current, grid, pixels);
          clear(line.sums);
          current = at;
        }
        line.add({
          offset: (i - band.lines.start) * lines.stride,
          stride: lines.step,
          length: along.end - along.start,
          run,
          lead: run - (along.start % run),
          pixel: Math.floor(along.start / run),
          pixelStride: 1,
        });
      }
      await turn();
    }
    if (pixels.sum.length > 0) put(line.sums, current, grid, pixels);
    return pixels;
  } finally {
    line.dispose();
  }
}

async function* pieces(
  read: FlatRead,
  name: string,
  lines: Lines,
): AsyncGenerator<{ readonly values: Measurable; readonly band: Band }> {
  const under: { readonly values: Promise<Measurable>; readonly band: Band }[] = [];
  const bands = bandsOf(lines, PIECE);
  const ask = (): void => {
    const next = bands.next();
    if (next.done === true) return;
    const band = next.value;
    const values = read(band.start, band.end).then((found) => asMeasurable(found, name));
    // If the block is given up before it is awaited, nobody else hears of its failure.
    values.catch(() => undefined);
    under.push({ values, band });
  };
  for (let i = 0; i < AHEAD; i++) ask();
  for (let piece = under.shift(); piece !== undefined; piece = under.shift()) {
    const values = await piece.values;
    ask();
    yield { values, band: piece.band };
  }
}
