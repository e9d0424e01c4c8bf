import assert from 'node:assert/strict';
import { galleryOf, readPictures } from '../../../src/compute/readGallery';
import { stridesOf } from '../../../src/core/model/strides';
import type { FilterAxes } from '../../../src/core/model/model';
import type { GalleryKey } from '../../../src/protocol/model';

const turn = (): Promise<void> => Promise.resolve();
const kinds: Record<string, { shape: number[]; axes: FilterAxes }> = {
  'Conv2D: height, width, input, filter': {
    shape: [2, 4, 3, 5],
    axes: { height: 0, width: 1, input: 2, output: 3 },
  },
  'Conv2DTranspose: height, width, filter, input': {
    shape: [2, 4, 5, 3],
    axes: { height: 0, width: 1, input: 3, output: 2 },
  },
};

for (const [kind, { shape, axes }] of Object.entries(kinds))
  describe(`filter pictures of ${kind}`, () => {
    const values = Float32Array.from({ length: 120 }, (_, i) => ((i * 37) % 101) / 8 - 6);
    const strides = stridesOf(shape);
    const at = (h: number, w: number, input: number, output: number): number =>
      values[
        h * (strides[axes.height] ?? 0) +
          w * (strides[axes.width] ?? 0) +
          input * (strides[axes.input] ?? 0) +
          output * (strides[axes.output] ?? 0)
      ] ?? NaN;
    const pictures = (input: GalleryKey['input']) =>
      readPictures((s, e) => Promise.resolve(values.subarray(s, e)), 'k', shape, axes, input, turn);
    const expected = (pixel: (h: number, w: number, output: number) => number[]): number[] => {
      const all: number[] = [];
      for (let output = 0; output < 5; output++)
        for (let h = 0; h < 2; h++) for (let w = 0; w < 4; w++) all.push(...pixel(h, w, output));
      return all.map(Math.fround);
    };

    it('of one input channel are its weights', async () => {
      const { values: shown, channels } = await pictures(1);
      assert.deepEqual(
        [...shown],
        expected((h, w, output) => [at(h, w, 1, output)]),
      );
      assert.equal(channels, 1);
    });

    it('of all channels are their mean', async () => {
      assert.deepEqual(
        [...(await pictures('mean')).values],
        expected((h, w, o) => [(at(h, w, 0, o) + at(h, w, 1, o) + at(h, w, 2, o)) / 3]),
      );
    });

    it('in colour are the three channels of each pixel', async () => {
      const made = await pictures('rgb');
      assert.deepEqual(
        [...made.values],
        expected((h, w, o) => [0, 1, 2].map((i) => at(h, w, i, o))),
      );
      assert.equal(made.channels, 3);
    });

    it('come in ranges on one scale: the largest of all filters', async () => {
      const made = await pictures('rgb');
      const some = galleryOf(made, { start: 2, end: 4 });
      assert.deepEqual([...some.values], [...made.values.slice(48, 96)]);
      assert.equal(some.largest, Math.max(...values.map(Math.abs)));
      assert.throws(() => galleryOf(made, { start: 0, end: 6 }), /There are 5 filters/);
    });

    it('are refused for channels that are not there', async () => {
      await assert.rejects(pictures(3), /3 input channels, and none numbered 3/);
    });
  });
