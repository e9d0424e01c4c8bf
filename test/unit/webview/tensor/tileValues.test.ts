import assert from 'node:assert/strict';
import type { Tile } from '../../../../src/protocol/model';
import {
  largestOf,
  previewTile,
  shownValues,
} from '../../../../src/webview/tensor/tiles/tileValues';

const coarse: Tile = {
  height: 1,
  width: 5,
  mean: Float32Array.of(0.5, NaN, Infinity, 0, -1),
  ends: {
    min: Float32Array.of(-1, NaN, -Infinity, -2, -9),
    max: Float32Array.of(3, NaN, Infinity, 2, 1),
  },
};

describe('the pixels of a tile', () => {
  it('show the mean, or the value farthest from zero with its sign', () => {
    assert.deepEqual([...shownValues(coarse, 'mean')], [...coarse.mean]);
    assert.deepEqual([...shownValues(coarse, 'extreme')], [3, NaN, Infinity, 2, -9]);
  });

  it('that are single cells show their values either way', () => {
    const cells: Tile = { ...coarse, ends: null };
    for (const summary of ['mean', 'extreme'] as const) {
      assert.equal(shownValues(cells, summary), cells.mean);
    }
  });

  it('of a preview repeat what a mean stands for, also where the last of a line stands for less', () => {
    const preview = {
      height: 3,
      width: 5,
      each: { y: 2, x: 4 },
      means: Float32Array.of(1, 2, 3, 4),
    };
    assert.deepEqual(previewTile(preview), {
      height: 3,
      width: 5,
      mean: Float32Array.of(1, 1, 1, 1, 2, 1, 1, 1, 1, 2, 3, 3, 3, 3, 4),
      ends: null,
    });
  });

  it('give a scale by the largest finite size beneath them', () => {
    assert.equal(largestOf(coarse), 9);
    assert.equal(largestOf({ ...coarse, ends: null }), 1);
  });
});
