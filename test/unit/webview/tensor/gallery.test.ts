import assert from 'node:assert/strict';
import { filterLines } from '../../../../src/webview/editor/tensor/filterText';
import {
  filterAt,
  filtersInSight,
  galleryLayout,
} from '../../../../src/webview/editor/tensor/galleryLayout';
import { pictureLabel, pictureText } from '../../../../src/webview/editor/tensor/pictureText';

describe('the gallery of filters', () => {
  it('draws a weight of a small filter as a whole number of pixels', () => {
    assert.equal(galleryLayout({ width: 800, height: 300 }, 512, 3, 3).zoom, 24);
    assert.equal(galleryLayout({ width: 800, height: 300 }, 8, 200, 200).zoom, 1);
  });

  it('draws few filters as large as all of them fit, and many at their usual size', () => {
    const room = { width: 560, height: 360 };
    const few = galleryLayout(room, 8, 5, 5);
    assert.ok(few.zoom > galleryLayout(room, 64, 5, 5).zoom);
    assert.ok(few.height <= room.height);
    assert.equal(galleryLayout(room, 1, 5, 5).zoom * 5, 160);
  });

  it('has one column at least, however narrow the page', () => {
    assert.equal(galleryLayout({ width: 20, height: 300 }, 8, 3, 3).columns, 1);
    assert.equal(galleryLayout({ width: 20, height: 300 }, 8, 3, 3).rows, 8);
  });

  it('finds the filter and its weight under the pointer', () => {
    const layout = galleryLayout({ width: 300, height: 300 }, 8, 3, 3);
    const { pitchX, pitchY, zoom, columns } = layout;
    assert.deepEqual(filterAt(layout, pitchX + zoom + 1, pitchY + 1, 8, 3, 3), {
      filter: columns + 1,
      row: 0,
      column: 1,
    });
  });

  it('finds nothing between pictures, on labels and after the last filter', () => {
    const layout = galleryLayout({ width: 300, height: 300 }, 4, 3, 3);
    assert.equal(filterAt(layout, 3 * layout.zoom + 2, 5, 4, 3, 3), undefined);
    assert.equal(filterAt(layout, 5, 3 * layout.zoom + 2, 4, 3, 3), undefined);
    assert.equal(filterAt(layout, layout.pitchX * 2 + 5, layout.pitchY + 5, 4, 3, 3), undefined);
  });

  it('draws only what is in sight of thousands', () => {
    const layout = galleryLayout({ width: 800, height: 300 }, 4608, 3, 3);
    const { start, end } = filtersInSight(layout, 20 * layout.pitchY + 5, 400, 4608);
    assert.equal(start, 20 * layout.columns);
    assert.ok(end - start <= 6 * layout.columns);
    assert.deepEqual(filtersInSight(layout, 0, 1e9, 4608), { start: 0, end: 4608 });
  });
});

describe('the name of a filter picture', () => {
  it('tells its place on each axis that pictures are counted along', () => {
    const shape = [3, 3, 4, 2];
    const axes = ['height', 'width', 'input channel', 'multiplier'].map((name, i) => ({
      name,
      size: shape[i] ?? 0,
    }));
    const filters = { height: 0, width: 1, input: null, pictures: [2, 3] };
    assert.equal(pictureText({ shape, axes }, filters, 5), 'input channel 2, multiplier 1');
    assert.equal(pictureLabel({ shape, axes }, filters, 5), '2, 1');
    const one = { shape: [3, 3, 4, 1], axes };
    assert.equal(pictureLabel(one, filters, 3), '3');
  });

  it('tells the gate of a recurrent convolution', () => {
    const shape = [3, 3, 2, 8];
    const plain = ['height', 'width', 'input channel'].map((name, i) => ({
      name,
      size: shape[i] ?? 0,
    }));
    const kernel = {
      shape,
      axes: [...plain, { name: 'gate × filter', size: 8, parts: ['i', 'f', 'c', 'o'] }],
    };
    const filters = { height: 0, width: 1, input: 2, pictures: [3] };
    assert.equal(pictureText(kernel, filters, 3), 'filter 1 (f)');
    assert.equal(pictureLabel(kernel, filters, 3), 'f 1');
  });
});

describe('what is said of a filter', () => {
  const shape = [2, 2, 3, 2];
  const axes = ['height', 'width', 'input channel', 'filter'].map((name, i) => ({
    name,
    size: shape[i] ?? 0,
  }));
  const filters = { height: 0, width: 1, input: 2, pictures: [3] };
  const shown = { detail: { shape, axes }, filters, width: 2, format: 'full' } as const;
  const lastCell = { row: 1, column: 1 };

  it('is its place until its values are here, then its largest one', () => {
    const values = Float32Array.of(1, -2, NaN, 0.5);
    assert.deepEqual(filterLines({ ...shown, input: 0 }, 1, undefined, lastCell), ['filter 1']);
    assert.deepEqual(filterLines({ ...shown, input: 'mean' }, 1, { values, channels: 1 }), [
      'filter 1',
      'largest |mean| 2, some NaN or infinite',
    ]);
  });

  it('is the place and value of the cell under the pointer, or its three colours', () => {
    const one = { values: Float32Array.of(1, 2, 3, 4), channels: 1 } as const;
    assert.deepEqual(filterLines({ ...shown, input: 2 }, 0, one, lastCell), [
      'filter 0, height 1, width 1, input channel 2',
      'value 4',
    ]);
    const three = { values: Float32Array.from({ length: 12 }, (_, i) => i), channels: 3 } as const;
    assert.deepEqual(filterLines({ ...shown, input: 'rgb' }, 0, three, lastCell), [
      'filter 0, height 1, width 1',
      'red 9',
      'green 10',
      'blue 11',
    ]);
  });
});
