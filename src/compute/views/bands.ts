import type { Range } from '../../core/model/matrixView';
import type { Lattice } from './lattice';
import { MOST_BETWEEN_TURNS } from '../turns';

/** A lattice as lines along the axis whose neighbours lie closest together in the file. */
export interface Lines {
  readonly offset: number;
  /** Whether a line runs along a row, from column to column. */
  readonly alongRows: boolean;
  readonly count: number;
  readonly stride: number;
  readonly length: number;
  /** From one value of a line to the next. */
  readonly step: number;
}

/** One read, and which part of which lines it brings. */
export interface Band {
  /** Flat indices of the read. */
  readonly start: number;
  readonly end: number;
  readonly lines: Range;
  /** Positions along each of the lines. */
  readonly along: Range;
}

/** Elements of a read: 1 MiB of float32. */
export const MAX_BAND = MOST_BETWEEN_TURNS;

/** Gaps up to this many elements are read along, for one long read costs less than several short ones. */
const CHEAP_GAP = 4_096;

export function linesOf(lattice: Lattice): Lines {
  const { offset, rows, rowStride, columns, columnStride } = lattice;
  const alongRows = rows <= 1 || (columns > 1 && columnStride <= rowStride);
  return alongRows
    ? { offset, alongRows, count: rows, stride: rowStride, length: columns, step: columnStride }
    : { offset, alongRows, count: columns, stride: columnStride, length: rows, step: rowStride };
}

/** The reads that bring all values of a lattice, in the order of the file where the axes allow it; line after line, each from its beginning. */
export function* bandsOf(lines: Lines, most = MAX_BAND): Generator<Band> {
  const { offset, count, stride, length, step } = lines;
  if (count === 0 || length === 0) return;
  const perRead = step > CHEAP_GAP ? 1 : Math.max(1, Math.floor((most - 1) / Math.max(1, step)));
  const span = (Math.min(length, perRead) - 1) * step + 1;
  const together = length <= perRead && stride <= Math.max(4 * span, CHEAP_GAP);
  const linesPerRead = together
    ? 1 + Math.max(0, Math.floor((most - span) / Math.max(1, stride)))
    : 1;
  for (let line = 0; line < count; line += linesPerRead) {
    const lastLine = Math.min(line + linesPerRead, count);
    for (let from = 0; from < length; from += perRead) {
      const to = Math.min(from + perRead, length);
      yield {
        start: offset + line * stride + from * step,
        end: offset + (lastLine - 1) * stride + (to - 1) * step + 1,
        lines: { start: line, end: lastLine },
        along: { start: from, end: to },
      };
    }
  }
}
