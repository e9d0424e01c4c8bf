import { shortenedPiece, unreadablePiece } from '../../core/format/readPieces';
import type { Kernels } from '../kernels/loadKernels';
import { Regions } from '../kernels/regions';
import { PIECE } from '../scan';
import type { ScanFiles } from './scanFiles';
import type { StoredSpan } from './scanApi';
import { widthOf } from './storage';

/** Kernels that widen work in groups of four and may read and write to the end of the last. */
const GROUP_BYTES = 16;

/** Values that stay in memory for the second pass, 16 MiB: those of most tensors are read but once. */
const MOST_KEPT = 16 * PIECE;

/** Brings pieces of tensors from files into the memory of the kernels, as float32. */
export class TensorReader {
  private readonly regions: Regions;
  private readonly stored: number;
  private readonly values: number;
  private kept: number | undefined;

  constructor(
    private readonly files: ScanFiles,
    private readonly kernels: Kernels,
  ) {
    this.regions = new Regions(kernels);
    this.stored = this.regions.take(2 * PIECE + GROUP_BYTES);
    this.values = this.regions.take(4 * PIECE + GROUP_BYTES);
  }

  /**
   * Values [from, to) of a span, at most a piece.
   * @param at Where to, with room for a whole group; by default where the next call writes, too.
   * @returns The address of the first.
   * @throws ModelFormatError naming tensor and file.
   */
  bring(span: StoredSpan, from: number, to: number, at = this.values): number {
    const { storage } = span;
    const { run } = this.kernels;
    const count = to - from;
    if (storage.kind === 'float32') {
      this.read(span, from, to, at);
      return at;
    }
    this.read(span, from, to, this.stored);
    switch (storage.kind) {
      case 'float16':
        run.widenFloat16(this.stored, count, at);
        break;
      case 'bfloat16':
        run.widenBfloat16(this.stored, count, at);
        break;
      case 'uint8':
        run.dequantizeUint8(this.stored, count, storage.scale, storage.min, at);
        break;
      case 'uint16':
        run.dequantizeUint16(this.stored, count, storage.scale, storage.min, at);
        break;
    }
    return at;
  }

  /** Room for all values of a tensor; undefined where that is more than is kept. */
  roomFor(count: number): number | undefined {
    if (count > MOST_KEPT) return undefined;
    this.kept ??= this.regions.take(4 * MOST_KEPT + GROUP_BYTES);
    return this.kept;
  }

  dispose(): void {
    this.regions.release();
  }

  private read(span: StoredSpan, from: number, to: number, at: number): void {
    const width = widthOf(span.storage);
    const start = from * width;
    const end = to * width;
    let pieceStart = 0;
    for (const { path, offset, length } of span.pieces) {
      const first = Math.max(start, pieceStart);
      const last = Math.min(end, pieceStart + length);
      if (pieceStart >= end) break;
      if (first < last) {
        const into = new Uint8Array(this.kernels.buffer, at + first - start, last - first);
        const fileOffset = offset + first - pieceStart;
        const got = this.fill(path, fileOffset, into, span.name);
        if (got < into.length) throw shortenedPiece(path, fileOffset + got, span.name);
      }
      pieceStart += length;
    }
  }

  private fill(path: string, offset: number, into: Uint8Array, name: string): number {
    try {
      return this.files.read(path, offset, into);
    } catch (cause) {
      throw unreadablePiece(cause, path, name);
    }
  }
}
