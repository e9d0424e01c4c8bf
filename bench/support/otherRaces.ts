import { compareFloats } from '../../src/compute/kernels/comparing';
import type { Kernels } from '../../src/compute/kernels/loadKernels';
import { decode } from '../../src/core/format/decode';
import { addLine } from '../../src/core/measure/loops/addLine';
import { comparePieces } from '../../src/core/measure/loops/comparePieces';
import { emptyTileSums } from '../../src/core/measure/tileSums';
import { PIECE, type Race } from './race';

/** Rows of 1024 values, 16 to a pixel of a tile. */
const ROW = 1024;
const RUN = 16;

/** Tiles, comparison and widening, on the piece at `at`. */
export function otherRaces(kernels: Kernels, at: number, values: Float32Array): Race[] {
  const piece = values.subarray(0, PIECE);
  const bytes = piece.byteLength;
  return [
    tileRace(kernels, at, piece),
    {
      name: 'comparePieces',
      bytes: 2 * bytes,
      kernel: () => void compareFloats(kernels, at, at + 4 * ROW, PIECE - ROW),
      twin: () => void comparePieces(piece.subarray(0, PIECE - ROW), piece.subarray(ROW)),
    },
    ...widenRaces(kernels, at),
  ];
}

function tileRace(kernels: Kernels, at: number, piece: Float32Array): Race {
  const pixels = ROW / RUN;
  const sums = emptyTileSums(pixels);
  const wide = new Float64Array(PIECE);
  const tile = kernels.arena.take(24 * pixels);
  const line = { offset: 0, stride: 1, length: ROW, run: RUN, lead: RUN, pixel: 0, pixelStride: 1 };
  return {
    name: 'reduceLine',
    bytes: piece.byteLength,
    kernel: () => {
      for (let row = 0; row < PIECE; row += ROW)
        kernels.run.reduceLine(
          ...([at + 4 * row, 4, ROW, RUN, RUN] as const),
          ...([tile, tile + 8 * pixels, tile + 16 * pixels, 8] as const),
        );
    },
    twin: () => {
      wide.set(piece);
      for (line.offset = 0; line.offset < PIECE; line.offset += ROW) addLine(wide, line, sums);
    },
  };
}

function widenRaces(kernels: Kernels, at: number): Race[] {
  const { run } = kernels;
  const stored = new Uint8Array(kernels.buffer, at, 2 * PIECE).slice();
  const to = kernels.arena.take(4 * PIECE);
  const bytes = 4 * PIECE;
  const quantized = (dtype: 'uint8' | 'uint16') =>
    ({ dtype, scale: 0.01, min: -1, originalDType: undefined }) as const;
  return [
    {
      name: 'dequantizeUint8',
      bytes,
      kernel: () => run.dequantizeUint8(at, PIECE, 0.01, -1, to),
      twin: () => void decode(stored, 'float32', quantized('uint8'), PIECE),
    },
    {
      name: 'dequantizeUint16',
      bytes,
      kernel: () => run.dequantizeUint16(at, PIECE, 0.01, -1, to),
      twin: () => void decode(stored, 'float32', quantized('uint16'), PIECE),
    },
    {
      name: 'widenFloat16',
      bytes,
      kernel: () => run.widenFloat16(at, PIECE, to),
      twin: () => void decode(stored, 'float16', undefined, PIECE),
    },
    {
      name: 'widenBfloat16',
      bytes,
      kernel: () => run.widenBfloat16(at, PIECE, to),
      twin: () => void decode(stored, 'bfloat16', undefined, PIECE),
    },
  ];
}
