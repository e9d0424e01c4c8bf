import assert from 'node:assert/strict';
import { galleryOf, readPictures } from '../../../src/compute/views/readGallery';
import { elementsOf, stridesOf } from '../../../src/core/model/strides';
import type { FilterAxes } from '../../../src/core/model/model';
import type { GalleryKey } from '../../../src/protocol/model';

const turn = (): Promise<void> => Promise.resolve();
const kinds: Record<string, { shape: number[]; axes: FilterAxes }> = {
  'Conv2D: height, width, input, filter': {
    shape: [2, 4, 3, 5],
    axes: { height: 0, width: 1, input: 2, pictures: [3] },
  },
  'Conv2DTranspose: height, width, filter, input': {
    shape: [2, 4, 5, 3],
    axes: { height: 0, width: 1, input: 3, pictures: [2] },
  },
};

for (const [kind, { shape, axes }] of Object.entries(kinds))
  describe(`filter pictures of ${kind}`, () => {
    const values = Float32Array.from({ length: 120 }, (_, i) => ((i * 37) % 101) / 8 - 6);
    const strides = stridesOf(shape);
    const step = (axis: number | null | undefined): number => strides[axis ?? NaN] ?? 0;
    const at = (h: number, w: number, input: number, output: number): number =>
      values[
        h * step(axes.height) +
          w * step(axes.width) +
          input * step(axes.input) +
          output * step(axes.pictures[0])
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

describe('filter pictures of other kernels', () => {
  const counting = (length: number) => Float32Array.from({ length }, (_, i) => i);
  const read = async (shape: number[], axes: FilterAxes): Promise<number[]> => {
    const values = counting(elementsOf(shape));
    const piece = (s: number, e: number) => Promise.resolve(values.subarray(s, e));
    return [...(await readPictures(piece, 'k', shape, axes, 0, turn)).values];
  };

  it('of a depthwise kernel are one for each input channel and multiplier, none of them a mean', async () => {
    const axes = { height: 0, width: 1, input: null, pictures: [2, 3] };
    // Height 1, width 2, two input channels, three filters each: a weight of six pictures lies at w * 6 + picture.
    assert.deepEqual(await read([1, 2, 2, 3], axes), [0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11]);
  });

  it('of a Conv1D are rows of weights', async () => {
    const axes = { height: null, width: 0, input: 1, pictures: [2] };
    assert.deepEqual(await read([3, 2, 2], axes), [0, 4, 8, 1, 5, 9]);
  });

  it('of a Conv3D are one for each depth of each filter', async () => {
    const axes = { height: 1, width: 2, input: 3, pictures: [4, 0] };
    assert.deepEqual(await read([2, 1, 2, 1, 2], axes), [0, 2, 4, 6, 1, 3, 5, 7]);
  });
});
