import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type ClassPredictions,
  type ClassRows,
  classRows,
} from '../../../src/core/evaluate/classRows';
import type { Figure } from '../../../src/core/evaluate/figure';
import { assertClose } from '../measure/support';

/** Scores of few values, so that many are tied, and whether each row is of the class. */
export const scored = fc.array(
  fc.tuple(
    fc.oneof(fc.constantFrom(0, -0, 0.25, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
    fc.boolean(),
  ),
  { maxLength: 60 },
);

/** True and named class of rows, up to four classes. */
export const namedRows = fc.integer({ min: 2, max: 4 }).chain((classes) =>
  fc.record({
    classes: fc.constant(classes),
    rows: fc.array(fc.tuple(fc.nat(classes - 1), fc.nat(classes - 1)), { maxLength: 50 }),
  }),
);

/** Predictions that are sure of the class they name. */
export function sure(classes: number, pairs: readonly (readonly [number, number])[]): ClassRows {
  const outputs = new Float32Array(pairs.length * classes);
  pairs.forEach(([, named], i) => (outputs[i * classes + named] = 1));
  const labels = Int32Array.from(pairs, ([actual]) => actual);
  return classRows({ outputs, columns: classes, labels, names: letters(classes) });
}

/** A sigmoid's output for rows of class 0 or 1. */
export function sigmoid(outputs: readonly number[], labels: readonly number[]): ClassPredictions {
  return {
    outputs: Float64Array.from(outputs),
    columns: 1,
    labels: Int32Array.from(labels),
    names: ['no', 'yes'],
  };
}

export function letters(classes: number): readonly string[] {
  return Array.from({ length: classes }, (_, i) => 'abcdefgh'.charAt(i));
}

export function assertFigure(found: Figure, expected: number, relative = 1e-12): void {
  assertClose(found.value, expected, relative, 1e-12);
}

export function assertNone(found: Figure, why: RegExp): void {
  assert.equal(found.value, null);
  assert.match(found.why, why);
}

/** Every number below a value is finite and every figure without one says why. */
export function assertNoNaN(value: unknown): void {
  if (typeof value === 'number') assert.ok(Number.isFinite(value), `${value} shown`);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  if ('value' in value && value.value === null)
    assert.ok('why' in value && typeof value.why === 'string' && value.why.endsWith('.'));
  Object.values(value).forEach(assertNoNaN);
}
