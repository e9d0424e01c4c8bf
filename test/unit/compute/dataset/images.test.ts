import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encode } from 'jpeg-js';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decodeImage } from '../../../../src/compute/dataset/images/decodeImage';
import { readImages } from '../../../../src/compute/dataset/images/readImages';
import type { ReadTables } from '../../../../src/compute/dataset/readTable';
import { sourceFiles } from '../../../../src/compute/dataset/sourceFiles';
import type { DataModel } from '../../../../src/core/dataset/dataModel';
import { withChannels } from '../../../../src/core/dataset/images/channels';
import { resized } from '../../../../src/core/dataset/images/resize';
import { proposeChoice } from '../../../../src/core/dataset/proposal';
import { labelAt, type Table } from '../../../../src/core/dataset/table';
import { ModelFormatError, ModelMismatchError } from '../../../../src/core/errors';
import type { Client } from '../../../../src/protocol/channel';
import type { DataFilesApi } from '../../../../src/protocol/data';
import { greyPng, pngBytes } from '../../../support/pngBytes';
import { runPython } from '../../../support/python';
import { withPython } from '../../../support/pythonPackages';
import { modelOf, prepareDataset } from '../../dataset/support';

const GREY_2X2 = modelOf([2, 2, 1], [2], 'softmax');

describe('a folder of images', () => {
  let folder = '';
  const put = async (path: string, bytes: Uint8Array): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  };
  const read = (model: DataModel = GREY_2X2): Promise<ReadTables> => {
    const source = {
      kind: 'images',
      path: folder,
      uri: '',
      fileName: 'pets',
      label: 'pets',
      header: 'auto',
      delimiter: 'auto',
    } as const;
    const files = sourceFiles(source, {} as Client<DataFilesApi>);
    const nothing = (): Promise<void> => Promise.resolve();
    return readImages(files, files.list, 'pets', model, nothing, () => undefined);
  };
  const texts = (table: Table | null, name: string): readonly string[] => {
    const column = table?.columns.find((one) => one.name === name);
    return column === undefined
      ? []
      : Array.from({ length: table?.rows ?? 0 }, (_, row) => labelAt(column, row));
  };
  const refusal = async (model?: DataModel): Promise<string> => {
    try {
      await read(model);
    } catch (error) {
      assert.ok(error instanceof ModelFormatError || error instanceof ModelMismatchError);
      return error.message;
    }
    return 'was read';
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is a table of bytes, classes and files, in the order of their names', async () => {
    await put(
      'dog/b.png',
      greyPng([
        [1, 2],
        [3, 4],
      ]),
    );
    await put(
      'dog/a.PNG',
      greyPng([
        [5, 6],
        [7, 8],
      ]),
    );
    await put(
      'cat/1.png',
      greyPng([
        [9, 10],
        [11, 12],
      ]),
    );
    await put('cat/notes.txt', Buffer.from('no image'));
    await put(
      '.thumbs/1.png',
      greyPng([
        [0, 0],
        [0, 0],
      ]),
    );
    const { table, validation } = await read();
    assert.deepEqual(
      table.columns[0]?.numbers,
      Uint8Array.of(9, 10, 11, 12, 5, 6, 7, 8, 1, 2, 3, 4),
    );
    assert.deepEqual(table.columns[0].shape, [2, 2, 1]);
    assert.deepEqual(texts(table, 'class'), ['cat', 'dog', 'dog']);
    assert.deepEqual(texts(table, 'file'), ['cat/1.png', 'dog/a.PNG', 'dog/b.png']);
    assert.equal(validation, null);
  });

  it('is proposed as image and class, divided by 255', async () => {
    await put(
      'cat/1.png',
      greyPng([
        [0, 255],
        [51, 102],
      ]),
    );
    await put(
      'dog/1.png',
      greyPng([
        [255, 0],
        [0, 0],
      ]),
    );
    const { table } = await read();
    const { choice, problem } = proposeChoice(table, GREY_2X2, ['categoricalCrossentropy'], {});
    assert.equal(problem, null);
    assert.deepEqual(choice.inputs, [{ columns: ['image'], scaling: { kind: 'divide', by: 255 } }]);
    assert.deepEqual(choice.targets[0]?.columns, ['class']);
    const { training, preprocessing } = await prepareDataset(table, choice, GREY_2X2, {
      kind: 'none',
    });
    const { inputs, targets } = training.data;
    const expected = [0, 1, 0.2, 0.4, 1, 0, 0, 0].map(Math.fround);
    assert.deepEqual([...(inputs[0]?.values ?? [])], expected);
    assert.deepEqual([...(targets[0]?.values ?? [])], [1, 0, 0, 1]);
    assert.deepEqual(preprocessing.targets[0]?.classes, ['cat', 'dog']);
  });

  for (const part of ['validation', 'val', 'test'])
    it(`with the parts train and ${part} has rows for validation of its own`, async () => {
      await put(
        'train/cat/1.png',
        greyPng([
          [1, 1],
          [1, 1],
        ]),
      );
      await put(
        'train/dog/1.png',
        greyPng([
          [2, 2],
          [2, 2],
        ]),
      );
      await put(
        `${part}/dog/2.png`,
        greyPng([
          [3, 3],
          [3, 3],
        ]),
      );
      const { table, validation } = await read();
      assert.deepEqual(texts(table, 'class'), ['cat', 'dog']);
      assert.deepEqual(texts(validation, 'file'), [`${part}/dog/2.png`]);
    });

  it('is brought to a flat row of pixels where the model takes one', async () => {
    await put(
      'a/1.png',
      greyPng([
        [0, 0, 8, 8],
        [0, 0, 8, 8],
        [4, 4, 2, 2],
        [4, 4, 2, 2],
      ]),
    );
    const { table } = await read(modelOf([4], [2], 'softmax'));
    assert.deepEqual([...(table.columns[0]?.numbers ?? [])], [0, 8, 4, 2]);
  });

  it('has the size of its first image where the model takes any', async () => {
    await put('a/1.png', greyPng([[1, 2, 3]]));
    await put('a/2.png', greyPng([[6], [6]]));
    const { table } = await read(modelOf([null, null, 3], [2], 'softmax'));
    assert.deepEqual(table.columns[0]?.shape, [1, 3, 3]);
    assert.deepEqual(
      [...table.columns[0].numbers],
      [1, 1, 1, 2, 2, 2, 3, 3, 3, ...Array<number>(9).fill(6)],
    );
  });

  it('names a broken image, and what to do', async () => {
    const whole = greyPng([
      [1, 2],
      [3, 4],
    ]);
    await put('cat/1.png', whole);
    await put('cat/2.png', whole.subarray(0, 50));
    assert.match(
      await refusal(),
      /^cat\/2\.png is a broken PNG: .+\. Replace it, or take it out of the folder\.$/,
    );
    await put('cat/2.png', Buffer.from('GIF89a'));
    assert.equal(
      await refusal(),
      'cat/2.png is neither PNG nor JPEG. Convert it, or take it out of the folder.',
    );
  });

  it('without folders of images, or for a model that takes none, is refused', async () => {
    await put('1.png', greyPng([[1]]));
    await put('empty/readme.txt', Buffer.from(''));
    assert.equal(
      await refusal(),
      'pets has no folders with PNG or JPEG images in them. Choose the folder that holds a folder for each class.',
    );
    await put('cat/1.png', greyPng([[1]]));
    assert.equal(
      await refusal(modelOf([7], [2], 'softmax')),
      'No input of the model takes images: they are height × width × 1, 3 or 4 numbers a row, and the model takes 7. Choose a table of numbers.',
    );
  });

  it('too large to be held is refused before it is read', async () => {
    for (const i of [1, 2, 3]) await put(`cat/${i}.png`, greyPng([[i]]));
    assert.equal(
      await refusal(modelOf([8192, 8192, 3], [2], 'softmax')),
      'pets has 3 images, which take 604 MB at 8192 × 8192 × 3, and 400 MB can be held. Choose a part of them.',
    );
  });

  it('is not left by links', async () => {
    await put('cat/1.png', greyPng([[1]]));
    const outside = await mkdtemp(join(tmpdir(), 'weightscope-'));
    try {
      await writeFile(join(outside, 'secret.png'), greyPng([[2]]));
      await symlink(join(outside, 'secret.png'), join(folder, 'cat', '2.png'));
      await symlink(outside, join(folder, 'dog'));
      const { table } = await read();
      assert.deepEqual(texts(table, 'file'), ['cat/1.png']);
    } finally {
      await rm(outside, { recursive: true });
    }
  });
});

describe('an image', () => {
  const rgba = (bytes: Uint8Array): number[] => [...decodeImage(bytes, 'a.png').rgba];

  it('is read from every kind of PNG', () => {
    const one = { width: 1, height: 1 };
    assert.deepEqual(rgba(pngBytes({ ...one, colourType: 0 }, [[7]])), [7, 7, 7, 255]);
    assert.deepEqual(rgba(pngBytes({ ...one, colourType: 2 }, [[1, 2, 3]])), [1, 2, 3, 255]);
    assert.deepEqual(rgba(pngBytes({ ...one, colourType: 4 }, [[9, 8]])), [9, 9, 9, 8]);
    assert.deepEqual(rgba(pngBytes({ ...one, colourType: 6 }, [[1, 2, 3, 4]])), [1, 2, 3, 4]);
    const palette = pngBytes({ ...one, colourType: 3 }, [[1]], [0, 0, 0, 10, 20, 30]);
    assert.deepEqual(rgba(palette), [10, 20, 30, 255]);
    const deep = pngBytes({ ...one, colourType: 0, depth: 16 }, [[128, 128]]);
    assert.deepEqual(rgba(deep), [128, 128, 128, 255]);
    const bits = pngBytes({ width: 2, height: 1, colourType: 0, depth: 1 }, [[0b01000000]]);
    assert.deepEqual(rgba(bits), [0, 0, 0, 255, 255, 255, 255, 255]);
  });

  it('is read from JPEG, whatever its name ends with', () => {
    const data = Buffer.alloc(4 * 16 * 16);
    for (let i = 0; i < data.length; i += 4) data.set([200, 100, 50, 255], i);
    const {
      width,
      height,
      rgba: read,
    } = decodeImage(encode({ width: 16, height: 16, data }, 95).data, 'a.png');
    assert.deepEqual([width, height], [16, 16]);
    for (const [i, value] of [200, 100, 50].entries())
      assert.ok(Math.abs((read[i] ?? 0) - value) <= 3, `channel ${i} is ${read[i] ?? ''}`);
  });

  it('of a hostile size is refused before it is decoded', () => {
    const sentence = { message: /^a\.png has more than the 50 million pixels that are read\./ };
    const huge = pngBytes({ width: 40_000, height: 40_000, colourType: 0 }, [[0]]);
    assert.throws(() => decodeImage(huge, 'a.png'), sentence);
    const jpeg = Buffer.from(encode({ width: 8, height: 8, data: Buffer.alloc(256) }, 50).data);
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    jpeg.writeUInt16BE(60_000, frame + 5);
    jpeg.writeUInt16BE(60_000, frame + 7);
    assert.throws(() => decodeImage(jpeg, 'a.png'), sentence);
  });

  it('that would inflate to more than its pixels is refused', () => {
    const rows = Array.from({ length: 40 }, () => Array<number>(1000).fill(0));
    const bomb = pngBytes({ width: 1, height: 1, colourType: 0, interlaced: true }, rows);
    assert.throws(() => decodeImage(bomb, 'a.png'), {
      message: /^a\.png is a broken PNG: it holds more than its pixels\./,
    });
  });

  it('cut off is broken, and never grey below the cut', () => {
    const data = Buffer.from(Array.from({ length: 4 * 32 * 32 }, (_, i) => (i * 37) % 256));
    const whole = encode({ width: 32, height: 32, data }, 90).data;
    for (const share of [0.2, 0.5, 0.8, 0.95]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share));
      assert.throws(() => decodeImage(cut, 'a.jpg'), { message: /^a\.jpg is a broken JPEG: / });
    }
  });

  it('brought to another size keeps its mean where it shrinks, and its range', () => {
    const size = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(
        size,
        size,
        size,
        size,
        fc.constantFrom(1, 3, 4),
        fc.nat(),
        (h, w, h2, w2, channels, seed) => {
          const values = Uint8Array.from(
            { length: h * w * channels },
            (_, i) => ((i + seed) * 97) % 256,
          );
          const out = resized({ height: h, width: w, channels, values }, h2, w2);
          assert.equal(out.length, h2 * w2 * channels);
          assert.ok(Math.min(...out) >= Math.min(...values));
          assert.ok(Math.max(...out) <= Math.max(...values));
          const mean = (of: Uint8Array): number =>
            of.reduce((sum, value) => sum + value, 0) / of.length;
          if (h2 <= h && w2 <= w) assert.ok(Math.abs(mean(out) - mean(values)) <= 0.5 + 1e-9);
          if (h2 === h && w2 === w) assert.deepEqual(out, values);
        },
      ),
    );
  });
});

withPython('images as Pillow has them', { pillow: 'PIL', numpy: 'numpy' }, (interpreter) => {
  const width = 24;
  const height = 16;
  const rgb = Array.from({ length: height * width * 3 }, (_, i) => (i * i * 31 + i * 7) % 256);
  const values = Uint8Array.from(rgb);

  interface Answer {
    readonly grey: readonly number[];
    readonly jpeg: string;
    readonly decoded: readonly number[];
    readonly png: string;
    readonly half: readonly number[];
    readonly twice: readonly number[];
  }
  const script = `
import sys, json, io, base64
import numpy as np
from PIL import Image
rgb = np.array(json.load(sys.stdin), dtype=np.uint8).reshape(${height}, ${width}, 3)
image = Image.fromarray(rgb)
def saved(**how):
    out = io.BytesIO(); image.save(out, **how); return out.getvalue()
jpeg = saved(format='JPEG', quality=95, subsampling=0, progressive=True)
flat = lambda pixels: [int(v) for v in np.asarray(pixels).ravel()]
print(json.dumps({
  'grey': flat(image.convert('L')),
  'jpeg': base64.b64encode(jpeg).decode(), 'decoded': flat(Image.open(io.BytesIO(jpeg))),
  'png': base64.b64encode(saved(format='PNG', optimize=True)).decode(),
  'half': flat(image.resize((${width / 2}, ${height / 4}), Image.Resampling.BOX)),
  'twice': flat(image.resize((${width * 2}, ${height * 3}), Image.Resampling.BILINEAR)),
}))`;
  let pillow: Answer;
  before(() => {
    pillow = runPython(script, rgb, interpreter) as Answer;
  });
  const withoutAlpha = (base64: string, name: string): Uint8Array =>
    withChannels(decodeImage(Buffer.from(base64, 'base64'), name).rgba, 3);
  const furthest = (a: Uint8Array, b: readonly number[]): number => {
    assert.equal(a.length, b.length);
    return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);
  };

  it('PNG and its grey are the same to the bit', () => {
    assert.deepEqual(withoutAlpha(pillow.png, 'a.png'), values);
    const { rgba } = decodeImage(Buffer.from(pillow.png, 'base64'), 'a.png');
    assert.deepEqual([...withChannels(rgba, 1)], pillow.grey);
  });

  it('a progressive JPEG is the same to within rounding', () => {
    assert.ok(furthest(withoutAlpha(pillow.jpeg, 'a.jpg'), pillow.decoded) <= 4);
  });

  it('a smaller and a larger size are the same to within rounding', () => {
    const image = { height, width, channels: 3, values };
    assert.ok(furthest(resized(image, height / 4, width / 2), pillow.half) <= 1);
    assert.ok(furthest(resized(image, height * 3, width * 2), pillow.twice) <= 1);
  });
});
