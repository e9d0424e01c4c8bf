import assert from 'node:assert/strict';
import fc from 'fast-check';
import { follow } from '../../../../src/webview/tensor/linked';
import {
  cellAt,
  cellCap,
  type Extent,
  firstFit,
  fit,
  keepInside,
  pan,
  reveal,
  visible,
  zoomAt,
} from '../../../../src/webview/tensor/viewport';

const matrix = (rows: number, columns: number): Extent => ({
  rows: { start: 0, end: rows },
  columns: { start: 0, end: columns },
});
const plot = { width: 600, height: 400 };
const CELL = cellCap(plot);

describe('what a heatmap shows first', () => {
  it('is a small matrix as a whole, in large square cells', () => {
    assert.deepEqual(firstFit(matrix(2, 6), plot), {
      x: 0,
      y: 0,
      scaleX: CELL,
      scaleY: CELL,
    });
  });

  it('is a tall embedding by its width', () => {
    const { scaleX, scaleY } = firstFit(matrix(50257, 768), plot);
    assert.equal(scaleX, 600 / 768);
    assert.equal(scaleY, scaleX);
  });

  it('is a narrow matrix as a whole, its rows lower than its columns are wide', () => {
    const { scaleX, scaleY } = firstFit(matrix(30, 3), plot);
    assert.deepEqual([scaleX, scaleY], [CELL, 400 / 30]);
  });

  it('is a long vector as a strip of sensible height over the whole width', () => {
    const { scaleX, scaleY } = firstFit(matrix(1, 4096), plot);
    assert.equal(scaleX, 600 / 4096);
    assert.equal(scaleY, CELL);
  });

  it('is a gate from where the gate begins', () => {
    const gate = { rows: { start: 0, end: 12 }, columns: { start: 16, end: 32 } };
    assert.equal(firstFit(gate, plot).x, 16);
  });
});

describe('zoom and pan', () => {
  const extents = fc
    .tuple(fc.integer({ min: 1, max: 60000 }), fc.integer({ min: 1, max: 2000 }))
    .map(([rows, columns]) => matrix(rows, columns));

  it('keep the cell under the pointer under the pointer', () => {
    const big = matrix(5000, 5000);
    const before = { x: 1000, y: 2000, scaleX: 2, scaleY: 2 };
    const point = { x: 310, y: 123 };
    const after = zoomAt(before, point, 3, big, plot);
    assert.ok(Math.abs(after.x + point.x / after.scaleX - (1000 + 155)) < 1e-9);
    assert.ok(Math.abs(after.y + point.y / after.scaleY - (2000 + 61.5)) < 1e-9);
  });

  it('never leave the matrix', () => {
    fc.assert(
      fc.property(
        extents,
        fc.array(fc.tuple(fc.double({ min: -9e4, max: 9e4, noNaN: true }), fc.boolean()), {
          maxLength: 12,
        }),
        (extent, steps) => {
          let viewport = firstFit(extent, plot);
          for (const [by, zooms] of steps) {
            viewport = zooms
              ? zoomAt(viewport, { x: 20, y: 30 }, Math.exp(by / 3e4), extent, plot)
              : pan(viewport, by, -by / 2, extent, plot);
            const { rows, columns } = visible(viewport, extent, plot);
            assert.ok(rows.start >= 0 && rows.end <= extent.rows.end && rows.end > rows.start);
            assert.ok(columns.end <= extent.columns.end && columns.end > columns.start);
          }
        },
      ),
    );
  });

  it('show the whole matrix when stretched to fit', () => {
    const tall = matrix(50257, 768);
    assert.deepEqual(visible(fit('stretch', tall, plot), tall, plot), tall);
  });

  it('bring a cell into sight with the least movement', () => {
    const big = matrix(1000, 1000);
    const start = { x: 100, y: 100, scaleX: 10, scaleY: 10 };
    const cell = (row: number, column: number): Extent => ({
      rows: { start: row, end: row + 1 },
      columns: { start: column, end: column + 1 },
    });
    assert.deepEqual(reveal(start, cell(120, 120), big, plot), start);
    assert.equal(reveal(start, cell(150, 120), big, plot).y, 111);
    assert.equal(reveal(start, cell(20, 120), big, plot).y, 20);
  });

  it('find the cell under a point, and none beside the matrix', () => {
    const small = matrix(2, 6);
    const viewport = firstFit(small, plot);
    assert.deepEqual(cellAt(viewport, { x: CELL + 1, y: CELL - 1 }, small), { row: 0, column: 1 });
    assert.equal(cellAt(viewport, { x: 6 * CELL + 1, y: 5 }, small), undefined);
  });

  it('come back to the edge when the plot grows', () => {
    const viewport = { x: 900, y: 0, scaleX: 10, scaleY: 10 };
    const wide = { width: 2000, height: 400 };
    assert.equal(keepInside(viewport, matrix(100, 1000), wide).x, 800);
  });
});

describe('heatmap and grid', () => {
  it('stay where they are while the one contains the other', () => {
    assert.equal(follow({ start: 0, end: 100 }, { start: 40, end: 50 }), 40);
    assert.equal(follow({ start: 40, end: 50 }, { start: 0, end: 100 }), 0);
  });

  it('follow by as little as needed', () => {
    assert.equal(follow({ start: 50, end: 100 }, { start: 10, end: 20 }), 50);
    assert.equal(follow({ start: 0, end: 50 }, { start: 60, end: 70 }), 40);
    assert.equal(follow({ start: 200, end: 210 }, { start: 0, end: 100 }), 110);
  });

  it('come to rest: what has followed need not move again, either way', () => {
    const range = fc
      .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 300 }))
      .map(([start, size]) => ({ start, end: start + size }));
    fc.assert(
      fc.property(range, range, (leader, follower) => {
        const start = follow(leader, follower);
        const moved = { start, end: start + follower.end - follower.start };
        assert.equal(follow(leader, moved), start);
        assert.equal(follow(moved, leader), leader.start);
      }),
    );
  });
});
