import assert from 'node:assert/strict';
import { Measuring } from '../../../src/core/measure/measuring';
import type { Measures, Statistics } from '../../../src/core/measure/statistics';
import type { Measurable } from '../../../src/core/measure/widen';

/** A piece [start, end) of the values. */
export type Piece = readonly [start: number, end: number];

/** Measures values fed in the given pieces, whole by default. */
export function measure(
  values: Measurable,
  pieces: readonly Piece[] = [[0, values.length]],
): Measures {
  const measuring = new Measuring(values.length);
  for (const [start, end] of pieces) measuring.first(values.slice(start, end), start);
  measuring.turn();
  for (const [start, end] of pieces) measuring.second(values.slice(start, end));
  return measuring.result();
}

export const statisticsOf = (values: Measurable): Statistics => measure(values).statistics;

/** Relative, with an absolute floor for values that are zero but for rounding. */
export function assertClose(
  actual: number | null | undefined,
  expected: number | null | undefined,
  relative: number,
  floor = 0,
): void {
  if (actual === expected) return;
  assert.ok(
    typeof actual === 'number' && typeof expected === 'number',
    `${String(actual)} for ${String(expected)}`,
  );
  const allowed = Math.max(floor, relative * Math.max(Math.abs(actual), Math.abs(expected)));
  assert.ok(Math.abs(actual - expected) <= allowed, `${actual} is not ${expected}`);
}

/** A repeatable stream of uniform values in [0, 1) (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Standard normal values (Box and Muller). */
export function normal(next: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}
