import assert from 'node:assert/strict';
import { ModelFormatError } from '../../../src/core/errors';
import { FileWeightSource } from '../../../src/core/format/fileWeightSource';
import { nominalSizes } from '../../../src/core/format/nominalSizes';
import { parseManifest } from '../../../src/core/format/parseManifest';
import type { WeightEntry } from '../../../src/core/format/weightEntry';
import { encodeModel, encodeNumbers } from '../../support/encodeModel';
import { MemoryFiles } from '../../support/memoryFiles';

const MiB4 = 4 * 1024 * 1024;
const never = (): boolean => false;

interface Broken {
  readonly files: MemoryFiles;
  readonly source: FileWeightSource;
  readonly read: (index: number, start?: number, end?: number) => Promise<number[]>;
  readonly problems: () => Promise<(string | undefined)[]>;
}

/** Weights a, b, c … of the given sizes, whose values count on from 0. */
function model(sizes: readonly number[], shardSizes: readonly number[]): Broken {
  let next = 0;
  const tensors = sizes.map((size, i) => {
    const values = Array.from({ length: size }, () => next++);
    const name = `${String.fromCharCode(97 + i)}/kernel`;
    return { name, shape: [size], dtype: 'float32', bytes: encodeNumbers('float32', values) };
  });
  const encoded = encodeModel([{ tensors, shardSizes }]);
  return reopen(encoded.manifest, new MemoryFiles(encoded.files));
}

function reopen(json: Parameters<typeof parseManifest>[0], files: MemoryFiles): Broken {
  const { entries, ...rest } = parseManifest(json, 'model.json');
  const source = new FileWeightSource({ entries, ...rest }, files);
  const entry = (index: number): WeightEntry => {
    const found = entries[index];
    assert.ok(found);
    return found;
  };
  return {
    files,
    source,
    read: async (index, start = 0, end = entry(index).size) =>
      Array.from(await source.read(entry(index), start, end), Number),
    problems: () => Promise.all(entries.map((weight) => source.problemOf(weight))),
  };
}

function cut(files: MemoryFiles, path: string, bytes: number): void {
  const content = files.contents.get(path);
  assert.ok(content !== undefined && content.length > bytes);
  files.contents.set(path, content.slice(0, bytes));
}

describe('a model whose weight files are incomplete', () => {
  it('says of each of 100,000 tensors in as many missing files why, without counting the files for each', async () => {
    const count = 100_000;
    const { problems } = reopen(
      [
        {
          paths: Array.from({ length: count }, (_, i) => `shard${i}`),
          weights: Array.from({ length: count }, (_, i) => ({
            ...{ name: `w${i}`, shape: [1_000_000], dtype: 'float32' },
          })),
        },
      ],
      MemoryFiles.of({}),
    );
    assert.match((await problems()).at(-1) ?? '', /^w99999 cannot locate .* and 99999 more files/);
  });

  it('names tensor, bytes and file of a cut single file, and shows all that is there', async () => {
    const { files, source, read, problems } = model([18, 36], []);
    cut(files, 'group1-shard1of1.bin', 120);
    const sentence =
      'b/kernel lacks 96 of its 144 bytes: group1-shard1of1.bin ends after 120 of 216 bytes. Restore the file and reload.';
    assert.deepEqual(await problems(), [undefined, sentence]);
    assert.equal((await read(0)).length, 18);
    assert.deepEqual(await read(1, 0, 12), [18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
    const place = { weight: 'b/kernel', file: 'group1-shard1of1.bin' };
    await assert.rejects(read(1, 11, 13), {
      name: 'ModelFormatError',
      message: sentence,
      ...place,
    });
    assert.deepEqual(await source.shardNotes(), [
      'group1-shard1of1.bin ends after 120 of 216 bytes.',
    ]);
  });

  it('finds what lies behind a missing file', async () => {
    const { files, read, problems } = model([10, 10, 10, 10], [50, 50, 50]);
    files.contents.delete('group1-shard2of4.bin');
    assert.deepEqual(await problems(), [
      undefined,
      'b/kernel lacks 30 of its 40 bytes: group1-shard2of4.bin is missing. Restore the file and reload.',
      'c/kernel lacks 20 of its 40 bytes: group1-shard2of4.bin is missing. Restore the file and reload.',
      undefined,
    ]);
    assert.deepEqual(await read(3), [30, 31, 32, 33, 34, 35, 36, 37, 38, 39]);
    assert.deepEqual(await read(2, 5, 10), [25, 26, 27, 28, 29]);
  });

  it('finds what lies behind a missing file among files of other sizes', async () => {
    const { files, read } = model([10, 10, 10, 10], [13, 50, 31]);
    files.contents.delete('group1-shard2of4.bin');
    assert.deepEqual(await read(0, 0, 3), [0, 1, 2]);
    await assert.rejects(read(0, 0, 4), /group1-shard2of4\.bin is missing/);
    assert.deepEqual(await read(2), [20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
  });

  it('finds what lies behind a cut file where the others show its size', async () => {
    const { files, read, problems } = model([10, 10, 10, 10], [48, 48, 48]);
    cut(files, 'group1-shard2of4.bin', 10);
    const [, b, c, d] = await problems();
    const because = 'group1-shard2of4.bin ends after 10 of 48 bytes. Restore the file and reload.';
    assert.equal(b, `b/kernel lacks 22 of its 40 bytes: ${because}`);
    assert.equal(c, `c/kernel lacks 16 of its 40 bytes: ${because}`);
    assert.equal(d, undefined);
    assert.equal((await read(3))[9], 39);
  });

  it('says all that a tensor lacks in one sentence', async () => {
    const { files, problems } = model([60], [48, 48, 48, 48]);
    files.contents.delete('group1-shard2of5.bin');
    cut(files, 'group1-shard5of5.bin', 8);
    assert.deepEqual(await problems(), [
      'a/kernel lacks 88 of its 240 bytes: group1-shard2of5.bin is missing; group1-shard5of5.bin ends after 8 of 48 bytes. Restore the file and reload.',
    ]);
  });

  it('stays short where a hundred files are missing', async () => {
    const { files, problems } = model([100], Array<number>(99).fill(4));
    for (const path of files.contents.keys()) {
      if (path !== 'group1-shard9of100.bin' && path !== 'group1-shard8of100.bin')
        files.contents.delete(path);
    }
    assert.deepEqual(await problems(), [
      'a/kernel lacks 392 of its 400 bytes: group1-shard1of100.bin is missing; group1-shard2of100.bin is missing; group1-shard3of100.bin is missing; 95 more files lack theirs. Restore the file and reload.',
    ]);
    const none = model([100], Array<number>(99).fill(4));
    none.files.contents.clear();
    assert.deepEqual(await none.problems(), [
      'a/kernel cannot locate 400 of its 400 bytes: group1-shard1of100.bin is missing, and 99 more files of its group cannot be read either. Restore the file and reload.',
    ]);
  });

  it('finds the cut file where files end with tensors, as when split by hand', async () => {
    for (const short of [1, 2, 3]) {
      const { files, read } = model([10, 20, 5, 8], [40, 100]);
      cut(files, `group1-shard${short}of3.bin`, 13);
      for (const [index, shard] of [1, 2, 2, 3].entries()) {
        if (shard === short) await assert.rejects(read(index), /ends after 13 of/);
        else assert.equal((await read(index)).length, [10, 20, 5, 8][index]);
      }
    }
  });

  it('shows no wrong number where it cannot tell which file was cut', async () => {
    const { files, read, source } = model([10, 10, 10], [50, 31]);
    cut(files, 'group1-shard2of3.bin', 20);
    assert.deepEqual(await read(1, 0, 2), [10, 11]);
    const doubt =
      'group1-shard1of3.bin and the 2 files after it are short: the group holds 109 of 120 bytes, and which file lacks them cannot be told';
    await assert.rejects(read(2), {
      message: `c/kernel cannot locate 40 of its 40 bytes: ${doubt}. Restore the file and reload.`,
    });
    assert.deepEqual(await source.shardNotes(), [`${doubt}.`]);
  });

  it('never asks for a file outside its folder', async () => {
    const weights = [
      { name: 'a', shape: [2], dtype: 'float32' },
      { name: 'b', shape: [1], dtype: 'float32' },
    ];
    const files = MemoryFiles.of({
      '../secret.bin': new Uint8Array(8),
      'b.bin': new Uint8Array(4),
    });
    const { problems, read } = reopen([{ paths: ['../secret.bin', 'b.bin'], weights }], files);
    assert.deepEqual(await problems(), [
      `a lacks 8 of its 8 bytes: "../secret.bin" leads outside the model's folder and is not read.`,
      undefined,
    ]);
    assert.deepEqual(await read(1), [0]);
    assert.equal(files.sizesAsked, 1);
  });

  it('passes on what to do about a file that is there and not readable', async () => {
    const { files, problems, source } = model([2], []);
    const path = 'group1-shard1of1.bin';
    const link = `${path} is a symbolic link that leads outside the model's folder and is not read. Put the file itself there.`;
    files.fail(path, new ModelFormatError(link, { file: path }));
    assert.deepEqual(await problems(), [`a/kernel lacks 8 of its 8 bytes: ${link}`]);
    assert.deepEqual(await source.shardNotes(), [link]);
  });

  it('says that a group lists no file', async () => {
    const weights = [{ name: 'a', shape: [2], dtype: 'float32' }];
    const { problems } = reopen([{ paths: [], weights }], MemoryFiles.of({}));
    assert.deepEqual(await problems(), [
      'a lacks 8 of its 8 bytes: the manifest lists no file for it.',
    ]);
  });

  it('allocates nothing for a shape that its file cannot hold', async () => {
    const weights = [{ name: 'a', shape: [2 ** 50 - 1], dtype: 'float32' }];
    const { read, problems } = reopen(
      [{ paths: ['w'], weights }],
      MemoryFiles.of({ w: new Uint8Array(8) }),
    );
    await assert.rejects(read(0), ModelFormatError);
    assert.match(
      (await problems())[0] ?? '',
      /lacks 4503599627370484 of its 4503599627370492 bytes: w ends after 8 of/,
    );
    assert.deepEqual(await read(0, 0, 2), [0, 0]);
  });

  it('says of a long file how much is not shown', async () => {
    const { files, source, problems } = model([2, 2], [8]);
    files.contents.set('group1-shard2of2.bin', new Uint8Array(20));
    assert.deepEqual(await problems(), [undefined, undefined]);
    assert.deepEqual(await source.shardNotes(), [
      'group1-shard2of2.bin has 12 bytes more than the manifest needs; they are not shown.',
    ]);
  });
});

describe('the size that a weight file should have', () => {
  const cases: readonly (readonly [
    string,
    (number | undefined)[],
    number | undefined,
    number[],
  ])[] = [
    ['is its own where all is there', [3, 0, 9, 1], 13, [3, 0, 9, 1]],
    ['is its own where there is more than needed', [3, 9], 10, [3, 9]],
    ['is its own where the total is unknown', [3, 9], undefined, [3, 9]],
    ['is the total for a single file', [7], 10, [10]],
    ['is the total for a single missing file', [undefined], 10, [10]],
    ['is the rest for one missing file', [4, undefined, 9], 20, [4, 7, 9]],
    ['is nothing for a missing file that holds nothing', [4, undefined], 4, [4, 0]],
    ['is that of the other shards', [100, 20, 100, 30], 330, [100, 100, 100, 30]],
    ['is the rest for the last of equal shards', [100, 100, 5], 230, [100, 100, 30]],
    [
      'is found for several cut and missing shards',
      [100, 7, undefined, 100, 100, 20],
      530,
      [100, 100, 100, 100, 100, 30],
    ],
    [
      'is 4 MiB for the first of two where the last bears it out',
      [MiB4 - 5, 99],
      MiB4 + 99,
      [MiB4, 99],
    ],
    ['is the rest for the last after a shard of 4 MiB', [MiB4, 99], MiB4 + 1000, [MiB4, 1000]],
    ['is unknown where either of two may be short', [100, 20], 130, [Infinity, 20]],
    [
      'is unknown from the first of two missing ones of unequal shards',
      [5, undefined, 7, undefined, 3],
      40,
      [5, Infinity, 7, 0, 3],
    ],
    [
      'is that of equal others where the total is unknown',
      [8, undefined, 8, 3],
      undefined,
      [8, 8, 8, 3],
    ],
    [
      'is unknown where neither total nor others tell',
      [8, undefined, 7, 3],
      undefined,
      [8, Infinity, 7, 3],
    ],
  ];
  for (const [what, actual, expected, nominal] of cases) {
    it(what, () => assert.deepEqual(nominalSizes(actual, expected, never), nominal));
  }
});
