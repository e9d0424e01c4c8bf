import { addLine, type Line } from '../../core/measure/loops/addLine';
import { clear, emptyTileSums, type TileSums } from '../../core/measure/tileSums';
import { type Measurable, widen } from '../../core/measure/widen';
import { shelf } from '../kernels/shelf';
import type { Kernels } from '../kernels/loadKernels';
import { PIECE } from '../scan';

/** Pixels of a line at most: their sums take 1.5 MiB. */
export const MOST_PIXELS = 65_536;

/** The pixels of one line, and the piece of values that is being added to them. */
export class PixelLine {
  readonly sums: TileSums;
  private readonly kernels: Kernels | undefined;
  private readonly isBorrowed: boolean;
  private readonly floats: Float32Array | undefined;
  private wide = new Float64Array(0);
  private isPlain = true;

  /**
   * @param pixels At most `MOST_PIXELS`.
   * @param given Kernels to use; by default those of this thread, where there are any.
   */
  constructor(pixels: number, given?: Kernels) {
    const kernels = given ?? shelf.take();
    this.kernels = kernels;
    this.isBorrowed = given === undefined;
    if (kernels === undefined) {
      this.sums = emptyTileSums(pixels);
      return;
    }
    const { arena, buffer } = kernels;
    this.floats = new Float32Array(buffer, arena.take(4 * PIECE), PIECE);
    const part = (): Float64Array => new Float64Array(buffer, arena.take(8 * pixels), pixels);
    this.sums = clear({ sum: part(), low: part(), high: part() });
  }

  /** The piece whose lines are added next. @param values At most `PIECE`. */
  load(values: Measurable): void {
    const { floats } = this;
    this.isPlain = floats === undefined || !(values instanceof Float32Array);
    if (floats !== undefined && values instanceof Float32Array) {
      floats.set(values);
      return;
    }
    if (this.wide.length < values.length) this.wide = new Float64Array(values.length);
    widen(values, 0, values.length, this.wide);
  }

  /** @param line Its offset and stride in values of the piece. */
  add(line: Line): void {
    const { kernels, floats, sums } = this;
    if (this.isPlain || kernels === undefined || floats === undefined) {
      addLine(this.wide, line, sums);
      return;
    }
    const { offset, stride, length, run, lead, pixel, pixelStride } = line;
    kernels.run.reduceLine(
      floats.byteOffset + 4 * offset,
      4 * stride,
      length,
      run,
      lead,
      sums.sum.byteOffset + 8 * pixel,
      sums.low.byteOffset + 8 * pixel,
      sums.high.byteOffset + 8 * pixel,
      8 * pixelStride,
    );
  }

  /** Gives the memory back. */
  dispose(): void {
    const { kernels, floats, sums } = this;
    if (kernels === undefined || floats === undefined) return;
    for (const { byteOffset, byteLength } of [floats, sums.sum, sums.low, sums.high]) {
      kernels.arena.release(byteOffset, byteLength);
    }
    if (this.isBorrowed) shelf.give(kernels);
  }
}
