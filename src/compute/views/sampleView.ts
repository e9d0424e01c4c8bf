import { clear } from '../../core/measure/tileSums';
import type { WeightValues } from '../../core/format/weightSource';
import type { FlatRead } from '../flatRead';
import type { Kernels } from '../kernels/loadKernels';
import { asMeasurable } from '../measure/measurable';
import { PIECE } from '../scan';
import { PixelLine } from './pixelLine';
import { type Block, covered, emptyPixels, gridOf, type Level, type Pixels, put } from './pixels';
import type { Turn } from '../turns';

/** Values that a preview is made from at most: 32 MiB of float32 take some 20 ms. */
const MOST_VALUES = 8 * 1024 * 1024;
/** Each sample of a large tensor may lie in a file of its own, and to open one takes longer than to read. */
const MOST_SAMPLES = 128;
/** With fewer lines than these a preview shows nothing. */
const LEAST_LINES = 32;
/** Shorter reads are served from blocks with all their neighbours, and so bring the whole tensor. */
const LEAST_READ = 24 * 1024;
const READS_AT_ONCE = 8;

/** The pixels of a view from some of its values; those of a coarser level where samples are few. */
export interface Sample {
  readonly level: Level;
  readonly pixels: Pixels;
}

/**
 * The pixels of a view from a few of the lines beneath each line of pixels: a preview, for what lies
 * between those lines is not in it. Undefined where that would not be much less than all values.
 */
export async function sampleView(
  read: FlatRead,
  name: string,
  block: Block,
  turn: Turn,
  kernels?: Kernels,
): Promise<Sample | undefined> {
  const { lines, run, lineRun, count } = gridOf(block);
  const span = (lines.length - 1) * lines.step + 1;
  const near = lines.stride <= 2 * span;
  const together = near ? Math.min(lineRun, Math.ceil(LEAST_READ / span)) : 1;
  const size = (together - 1) * lines.stride + span;
  let shared = 1;
  const most = Math.min(MOST_SAMPLES, MOST_VALUES / size);
  while (Math.ceil(count / shared) > most) shared *= 2;
  const coarse = coarser(block, Math.log2(shared), lines.alongRows);
  const grid = gridOf(coarse);
  const samples = grid.count;
  if (size > PIECE || samples < LEAST_LINES || grid.lineRun < 4 * together) return undefined;
  const pixels = emptyPixels(coarse);
  const line = new PixelLine(grid.across, kernels);
  const firstLine = (sample: number): number => {
    const middle = Math.min(count - 1, sample * shared + (shared >> 1)) * lineRun;
    return Math.min(middle + ((lineRun - together) >> 1), lines.count - together);
  };
  const ask = (sample: number): Promise<WeightValues> => {
    const start = lines.offset + firstLine(sample) * lines.stride;
    const values = read(start, start + size);
    values.catch(() => undefined);
    return values;
  };
  const under = Array.from({ length: Math.min(samples, READS_AT_ONCE) }, (_, i) => ask(i));
  try {
    for (let sample = 0; sample < samples; sample++) {
      const values = await under.shift();
      if (sample + READS_AT_ONCE < samples) under.push(ask(sample + READS_AT_ONCE));
      line.load(asMeasurable(values ?? [], name));
      for (let i = 0; i < together; i++) {
        const geometry = { offset: i * lines.stride, stride: lines.step, length: lines.length };
        line.add({ ...geometry, run, lead: run, pixel: 0, pixelStride: 1 });
      }
      // As many lines as the pixels cover, so that their means come out right.
      const all = covered({ start: 0, end: lines.count }, Math.log2(grid.lineRun), sample);
      put(line.sums, sample, grid, pixels, all / together);
      clear(line.sums);
      await turn();
    }
    return { level: coarse.level, pixels };
  } finally {
    line.dispose();
  }
}

/** The same block with fewer lines of pixels. */
function coarser(block: Block, steps: number, alongRows: boolean): Block {
  const { y, x } = block.level;
  return { ...block, level: alongRows ? { y: y + steps, x } : { y, x: x + steps } };
}
