import fc from 'fast-check';
import {
  columnCount,
  type MatrixView,
  type Range,
  rowCount,
} from '../../../src/core/model/matrixView';
import { stridesOf } from '../../../src/core/model/strides';

export interface Viewed {
  readonly shape: readonly number[];
  readonly view: MatrixView;
}

/** A shape of up to four axes and any view of it: transposed, strided, a row, a column, one cell. */
export const viewed: fc.Arbitrary<Viewed> = fc
  .array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 })
  .chain((shape) => {
    const axes = shape.map((_, axis) => axis);
    return fc
      .record({
        order: fc.shuffledSubarray(axes, { minLength: axes.length }),
        kept: fc.integer({ min: 0, max: 3 }),
        at: fc.tuple(...shape.map((size) => fc.nat({ max: size - 1 }))),
      })
      .map(({ order: [first = null, second = null], kept, at }) => ({
        shape,
        view: {
          rowAxis: (kept & 1) === 1 ? first : null,
          columnAxis: (kept & 2) === 2 ? second : null,
          at,
        },
      }));
  });

/** A view and a block of it, perhaps an empty one. */
export const block = viewed.chain(({ shape, view }) =>
  fc.record({
    shape: fc.constant(shape),
    view: fc.constant(view),
    rows: range(rowCount(shape, view)),
    columns: range(columnCount(shape, view)),
  }),
);

/** Flat index of a cell, by definition. */
export function flatIndex({ shape, view }: Viewed, row: number, column: number): number {
  return stridesOf(shape).reduce((sum, stride, axis) => {
    const at = axis === view.rowAxis ? row : axis === view.columnAxis ? column : view.at[axis];
    return sum + stride * (at ?? 0);
  }, 0);
}

function range(size: number): fc.Arbitrary<Range> {
  return fc
    .tuple(fc.nat({ max: size }), fc.nat({ max: size }))
    .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
}
