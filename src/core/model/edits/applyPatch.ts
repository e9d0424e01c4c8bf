import { bitsOf, type Numbers } from '../../format/valueKind';
import type { WeightValues } from '../../format/weightSource';
import { stridesOf } from '../strides';
import type { Patch, Slice } from './edit';

/** A patch that changes some of what was there; `values` replaces it. */
export type InPlacePatch = Exclude<Patch, { readonly kind: 'values' }>;

/** Values of consecutive flat indices into the shown shape, the first at `start`; owned by who patches them. */
export interface Piece {
  readonly values: Numbers | string[];
  readonly start: number;
}

/** Whether a patch changes any of the flat indices [start, end). */
export function touches(
  patch: InPlacePatch,
  start: number,
  end: number,
  shape: readonly number[],
): boolean {
  if (start >= end) return false;
  if (patch.kind === 'cells') {
    const from = lowerBound(patch.positions, start);
    return (patch.positions[from] ?? Infinity) < end;
  }
  return patch.slice === null || !runsOf(patch.slice, shape, start, end).next().done;
}

/**
 * @param shape As shown.
 * @param round To what the tensor can hold; scaled values are computed in double and rounded once.
 */
export function applyPatch(
  piece: Piece,
  patch: InPlacePatch,
  shape: readonly number[],
  round: (x: number) => number,
): void {
  if (patch.kind === 'cells') {
    setCells(piece, patch.positions, patch.values);
    return;
  }
  const { values, start } = piece;
  if (!ArrayBuffer.isView(values)) return;
  for (const { from, to } of runsOf(patch.slice, shape, start, start + values.length)) {
    const part = values.subarray(from - start, to - start);
    if (patch.kind === 'constant') fill(part, patch.value, round);
    else scale(part, patch.factor, round);
  }
}

function setCells({ values, start }: Piece, positions: Float64Array, cells: WeightValues): void {
  const end = start + values.length;
  const [into, from] = ArrayBuffer.isView(values)
    ? [bitsOf(values), bitsOf(cells as Numbers)]
    : [values, cells];
  const target = into as Record<number, WeightValues[number]>;
  for (let i = lowerBound(positions, start); i < positions.length; i++) {
    const position = positions[i] ?? end;
    if (position >= end) break;
    const value = from[i];
    if (value !== undefined) target[position - start] = value;
  }
}

function fill(part: Numbers, value: number, round: (x: number) => number): void {
  if (part instanceof BigInt64Array || part instanceof BigUint64Array) part.fill(BigInt(value));
  else part.fill(round(value));
}

function scale(part: Numbers, factor: number, round: (x: number) => number): void {
  if (!(part instanceof Float32Array || part instanceof Float64Array)) return;
  for (let i = 0; i < part.length; i++) {
    const value = part[i] ?? 0;
    // What is no number stays the one that it was, bit for bit.
    if (value === value) part[i] = round(value * factor);
  }
}

/** The parts of [start, end) that a slice covers, as runs of consecutive flat indices. */
function* runsOf(
  slice: Slice | null,
  shape: readonly number[],
  start: number,
  end: number,
): Generator<{ readonly from: number; readonly to: number }> {
  if (slice === null) {
    if (start < end) yield { from: start, to: end };
    return;
  }
  const stride = stridesOf(shape)[slice.axis] ?? 1;
  const block = stride * (shape[slice.axis] ?? 1);
  for (let at = Math.floor(start / block) * block; at < end; at += block) {
    const from = Math.max(start, at + slice.index * stride);
    const to = Math.min(end, at + (slice.index + 1) * stride);
    if (from < to) yield { from, to };
  }
}

/** Index of the first position that is no less than `least`. */
function lowerBound(positions: Float64Array, least: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((positions[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
