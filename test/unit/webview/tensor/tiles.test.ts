import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  ancestors,
  levelFor,
  planned,
  planTiles,
  tileCells,
} from '../../../../src/webview/tensor/tiles/tilePlan';
import { fit, firstFit, visible } from '../../../../src/webview/tensor/viewport';

const plot = { width: 800, height: 500 };
const embedding = { rows: { start: 0, end: 50257 }, columns: { start: 0, end: 768 } };

describe('tiles of a heatmap', () => {
  it('are exact cells as long as a cell has a pixel of its own', () => {
    for (const scale of [160, 48, 1]) {
      assert.deepEqual(levelFor({ x: 0, y: 0, scaleX: scale, scaleY: scale }), { y: 0, x: 0 });
    }
  });

  it('halve with each halving of the zoom, rows and columns apart', () => {
    assert.deepEqual(levelFor({ x: 0, y: 0, scaleX: 0.5, scaleY: 1 / 128 }), { y: 7, x: 1 });
    assert.deepEqual(levelFor({ x: 0, y: 0, scaleX: 0.51, scaleY: 0.49 }), { y: 1, x: 0 });
  });

  it('cover everything in sight, and nothing that is far out of it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -12, max: 7, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (zoom, where) => {
          const scale = 2 ** zoom;
          const viewport = { x: 700 * where, y: 50000 * where, scaleX: scale, scaleY: scale };
          const seen = visible(viewport, embedding, plot);
          const tiles = planTiles(viewport, embedding, plot).map(tileCells);
          for (const row of [seen.rows.start, seen.rows.end - 1]) {
            for (const column of [seen.columns.start, seen.columns.end - 1]) {
              const covering = tiles.filter(
                ({ rows, columns }) =>
                  rows.start <= row &&
                  row < rows.end &&
                  columns.start <= column &&
                  column < columns.end,
              );
              assert.equal(covering.length, 1);
            }
          }
          for (const { rows } of tiles) {
            assert.ok(rows.end > seen.rows.start && rows.start < seen.rows.end);
          }
        },
      ),
    );
  });

  it('are few at any zoom', () => {
    for (const kind of ['whole', 'stretch', 'width', 'one'] as const) {
      assert.ok(planTiles(fit(kind, embedding, plot), embedding, plot).length <= 32);
    }
  });

  it('come from the middle outwards', () => {
    const [first] = planTiles(fit('one', embedding, plot), embedding, plot);
    assert.equal(first?.tile.x, 1);
  });

  it('are stood in for by coarser tiles that contain them, the nearest first', () => {
    const tile = planned({ y: 0, x: 0 }, { y: 37, x: 2 });
    const own = tileCells(tile);
    const found = [...ancestors(tile)];
    assert.deepEqual(
      found.slice(0, 2).map(({ level }) => level.y + level.x),
      [1, 1],
    );
    for (const ancestor of found.map(tileCells)) {
      assert.ok(ancestor.rows.start <= own.rows.start && ancestor.rows.end >= own.rows.end);
      assert.ok(ancestor.columns.start <= own.columns.start);
      assert.ok(ancestor.columns.end >= own.columns.end);
    }
  });

  it('are none for an empty tensor', () => {
    const empty = { rows: { start: 0, end: 0 }, columns: { start: 0, end: 5 } };
    assert.deepEqual(planTiles(firstFit(empty, plot), empty, plot), []);
  });
});
