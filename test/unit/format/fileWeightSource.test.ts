import assert from 'node:assert/strict';
import { ModelFormatError } from '../../../src/core/errors';
import type { Json } from '../../../src/core/json';
import { FileWeightSource } from '../../../src/core/format/fileWeightSource';
import { parseManifest } from '../../../src/core/format/parseManifest';
import type { WeightEntry } from '../../../src/core/format/weightEntry';
import {
  encodeModel,
  encodeNumbers,
  encodeStrings,
  type TestGroup,
} from '../../support/encodeModel';
import { MemoryFiles } from '../../support/memoryFiles';

interface Opened {
  readonly source: FileWeightSource;
  readonly files: MemoryFiles;
  weight(name: string): WeightEntry;
  all(name: string): Promise<unknown[]>;
  problem(name: string): Promise<string | undefined>;
}

function open(manifestJson: Json, contents: Map<string, Uint8Array>): Opened {
  const manifest = parseManifest(manifestJson, 'model.json');
  const files = new MemoryFiles(contents);
  const source = new FileWeightSource(manifest, files);
  const weight = (name: string): WeightEntry => {
    const found = manifest.entries.find((entry) => entry.name === name);
    assert.ok(found);
    return found;
  };
  return {
    source,
    files,
    weight,
    all: async (name) => Array.from<unknown>(await source.read(weight(name), 0, weight(name).size)),
    problem: (name) => source.problemOf(weight(name)),
  };
}

function floats(name: string, values: readonly number[]): TestGroup['tensors'][number] {
  return {
    name,
    shape: [values.length],
    dtype: 'float32',
    bytes: encodeNumbers('float32', values),
  };
}

function openGroups(...groups: TestGroup[]): Opened {
  const { manifest, files } = encodeModel(groups);
  return open(manifest, files);
}

const abc = [floats('a', [1, 2, 3]), floats('b', [4, 5]), floats('c', [6, 7, 8, 9])];

describe('weights in files', () => {
  it('are found in shards of 3 bytes', async () => {
    const model = openGroups({ tensors: abc, shardSizes: Array<number>(11).fill(3) });
    assert.deepEqual(await model.all('a'), [1, 2, 3]);
    assert.deepEqual(await model.all('b'), [4, 5]);
    assert.deepEqual(await model.all('c'), [6, 7, 8, 9]);
    assert.deepEqual(
      await model.source.filesOf(model.weight('b')),
      [5, 6, 7].map((i) => `group1-shard${i}of12.bin`),
    );
  });

  it('are found in shards of uneven sizes, empty ones too', async () => {
    const model = openGroups({ tensors: abc, shardSizes: [0, 1, 0, 0, 17, 0, 5] });
    assert.deepEqual(await model.all('a'), [1, 2, 3]);
    assert.deepEqual(await model.all('c'), [6, 7, 8, 9]);
    assert.deepEqual(await model.source.shardNotes(), []);
  });

  it('start anew in each group, whatever is left over in the group before', async () => {
    const model = openGroups(
      { tensors: [floats('a', [1])], shardSizes: [] },
      { tensors: [floats('b', [2])], shardSizes: [2] },
    );
    model.files.contents.set('group1-shard1of1.bin', Uint8Array.of(0, 0, 128, 63, 9, 9));
    assert.deepEqual(await model.all('a'), [1]);
    assert.deepEqual(await model.all('b'), [2]);
    assert.deepEqual(await model.source.shardNotes(), [
      'group1-shard1of1.bin has 2 bytes more than the manifest needs; they are not shown.',
    ]);
  });

  it('cost no read until they are asked for, and then only their own bytes', async () => {
    const tensor = {
      name: 'q',
      shape: [1000],
      dtype: 'float32',
      bytes: new Uint8Array(1000),
      quantization: { dtype: 'uint8', scale: 1, min: 0 },
    };
    const model = openGroups({
      tensors: [floats('a', Array<number>(1000).fill(1)), tensor],
      shardSizes: [],
    });
    assert.deepEqual([model.files.sizesAsked, model.files.bytesRead], [0, 0]);
    await model.source.read(model.weight('a'), 10, 20);
    await model.source.read(model.weight('q'), 990, 1000);
    assert.deepEqual([model.files.sizesAsked, model.files.bytesRead], [1, 50]);
  });

  it('ask for the sizes of a hundred files once, and not all at the same time', async () => {
    const model = openGroups({
      tensors: [floats('a', Array<number>(100).fill(1))],
      shardSizes: Array<number>(99).fill(4),
    });
    await Promise.all([model.all('a'), model.all('a'), model.problem('a')]);
    assert.equal(model.files.sizesAsked, 100);
    assert.ok(model.files.sizesAtOnce > 1 && model.files.sizesAtOnce <= 16);
  });

  it('are read through ./ in front of a path', async () => {
    const weights = [{ name: 'a', shape: [1], dtype: 'int32' }];
    const model = open(
      [{ paths: ['./sub//a.bin'], weights }],
      new Map([['sub/a.bin', Uint8Array.of(7, 0, 0, 0)]]),
    );
    assert.deepEqual(await model.all('a'), [7]);
    assert.deepEqual(await model.source.filesOf(model.weight('a')), ['./sub//a.bin']);
  });

  it('of no elements need no file', async () => {
    const model = open(
      [{ paths: ['gone'], weights: [{ name: 'a', shape: [0, 3], dtype: 'float32' }] }],
      new Map(),
    );
    assert.deepEqual(await model.all('a'), []);
    assert.equal(await model.problem('a'), undefined);
  });

  it('that appear twice are both readable, and the second says so', async () => {
    const model = openGroups({
      tensors: [floats('a', [1]), floats('a', [2]), floats('b', [3])],
      shardSizes: [],
    });
    const [first, second] = parseManifest(
      encodeModel([{ tensors: [floats('a', [1]), floats('a', [2])], shardSizes: [] }]).manifest,
      'm',
    ).entries;
    assert.ok(first && second);
    assert.deepEqual(await model.source.read(second, 0, 1), Float32Array.of(2));
    assert.equal(await model.source.problemOf(first), undefined);
    assert.match((await model.source.problemOf(second)) ?? '', /appears twice/);
    assert.deepEqual(await model.all('b'), [3]);
  });

  it('after an entry of unknown dtype cannot be located, but after a bad scale they can', async () => {
    const weights = (bad: Json): Json => [
      { name: 'a', shape: [1], dtype: 'bool' },
      bad,
      { name: 'b', shape: [1], dtype: 'bool' },
    ];
    const files = new Map([['w', Uint8Array.of(5, 6, 7)]]);
    const unknown = open(
      [{ paths: ['w'], weights: weights({ name: 'x', shape: [1], dtype: 'int4' }) }],
      files,
    );
    assert.deepEqual(await unknown.all('a'), [5]);
    const sentence = 'b cannot be located: x before it in the same group has an unreadable size.';
    await assert.rejects(unknown.all('b'), new ModelFormatError(sentence, { weight: 'b' }));
    assert.equal(await unknown.problem('b'), sentence);
    await assert.rejects(unknown.all('x').then(), ModelFormatError);
    const scale = {
      name: 'x',
      shape: [1],
      dtype: 'float32',
      quantization: { dtype: 'uint8', scale: null, min: 0 },
    };
    assert.deepEqual(await open([{ paths: ['w'], weights: weights(scale) }], files).all('b'), [7]);
  });

  it('outside the asked tensor are refused as a mistake of the caller', async () => {
    const model = openGroups({ tensors: abc, shardSizes: [] });
    for (const [start, end] of [
      [-1, 1],
      [0, 4],
      [2, 1],
      [0.5, 1],
      [NaN, 1],
    ] as const) {
      await assert.rejects(model.source.read(model.weight('a'), start, end), RangeError);
    }
  });

  it('of a file that shrinks while open are named with it', async () => {
    const model = openGroups({ tensors: abc, shardSizes: [] });
    await model.all('a');
    const path = 'group1-shard1of1.bin';
    model.files.contents.set(
      path,
      (model.files.contents.get(path) ?? new Uint8Array()).slice(0, 30),
    );
    await assert.rejects(model.all('c'), {
      name: 'ModelFormatError',
      file: path,
      weight: 'c',
      message: `c cannot be read: ${path} became shorter while the model was open and ends after 30 bytes. Restore the file and reload.`,
    });
    assert.deepEqual(await model.all('a'), [1, 2, 3]);
  });

  it('of a file that fails are named with it, and can be had when it heals', async () => {
    const model = openGroups({ tensors: abc, shardSizes: [] });
    const path = 'group1-shard1of1.bin';
    model.files.fail(path, new Error('connection lost'));
    await assert.rejects(model.all('a'), /connection lost/);
    model.files.heal(path);
    assert.deepEqual(await model.all('a'), [1, 2, 3]);
    model.files.fail(
      path,
      new ModelFormatError(
        `${path} cannot be read: permission denied. Allow reading it and reload.`,
      ),
    );
    await assert.rejects(model.all('b'), {
      message: `b cannot be read: ${path} cannot be read: permission denied. Allow reading it and reload.`,
    });
  });
});

describe('string weights', () => {
  const strings = (name: string, values: readonly string[]): TestGroup['tensors'][number] => ({
    name,
    shape: [values.length],
    dtype: 'string',
    bytes: encodeStrings(values),
  });
  const words = Array.from({ length: 10_000 }, (_, i) => `word ${i}`);

  it('are found with what follows them, in few reads', async () => {
    const model = openGroups({
      tensors: [
        floats('a', [1]),
        strings('s', words),
        floats('b', [2]),
        strings('t', ['', 'é']),
        strings('none', []),
        floats('c', [3]),
      ],
      shardSizes: [7, 1000, 3],
    });
    assert.deepEqual(await model.all('c'), [3]);
    assert.deepEqual(await model.all('b'), [2]);
    assert.ok(model.files.reads < 20, `${model.files.reads} reads`);
    assert.deepEqual(await model.source.read(model.weight('s'), 9000, 9002), [
      'word 9000',
      'word 9001',
    ]);
    assert.deepEqual(await model.all('t'), ['', 'é']);
    assert.deepEqual(await model.all('none'), []);
    assert.equal(await model.problem('s'), undefined);
    assert.equal((await model.source.filesOf(model.weight('s'))).length, 4);
  });

  it('of a cut file are shown as far as they go', async () => {
    const { manifest, files } = encodeModel([
      { tensors: [strings('s', words), floats('b', [2])], shardSizes: [] },
    ]);
    const path = 'group1-shard1of1.bin';
    const model = open(
      manifest,
      new Map([[path, (files.get(path) ?? new Uint8Array()).slice(0, 95)]]),
    );
    assert.deepEqual(await model.source.read(model.weight('s'), 0, 9), words.slice(0, 9));
    const sentence = `s ends after 9 of its 10000 strings: ${path} ends after 95 bytes. Restore the file and reload.`;
    await assert.rejects(model.all('s'), { message: sentence });
    assert.equal(await model.problem('s'), sentence);
    assert.equal(
      await model.problem('b'),
      'b cannot be located: s before it in the same group is incomplete.',
    );
  });

  it('that claim 2^50 elements or 4 GB end with their file', async () => {
    for (const [size, bytes, found] of [
      [2 ** 50 - 1, new Uint8Array(400_000), 100_000],
      [2, Uint8Array.of(255, 255, 255, 255, 65), 0],
    ] as const) {
      const model = open(
        [{ paths: ['w'], weights: [{ name: 's', shape: [size], dtype: 'string' }] }],
        new Map([['w', bytes]]),
      );
      assert.ok(
        (await model.problem('s'))?.startsWith(
          `s ends after ${found} of its ${size} strings: w ends after`,
        ),
      );
      assert.ok(model.files.reads < 10);
    }
  });

  it('may be a hundred thousand in one group', async () => {
    const many = Array.from({ length: 100_000 }, (_, i) => ({
      name: `s${i}`,
      shape: [],
      dtype: 'string',
    }));
    const weights = [...many, { name: 'b', shape: [1], dtype: 'bool' }];
    const bytes = new Uint8Array(400_001).fill(1, 400_000);
    const model = open([{ paths: ['w'], weights }], new Map([['w', bytes]]));
    assert.deepEqual(await model.all('b'), [1]);
    assert.deepEqual(await model.all('s99999'), ['']);
  });

  it('of more than 64 MiB are shown up to there', async () => {
    const bytes = new Uint8Array(65 * 1024 * 1024);
    const weights = [{ name: 's', shape: [bytes.length / 4], dtype: 'string' }];
    const model = open([{ paths: ['w'], weights }], new Map([['w', bytes]]));
    assert.match(
      (await model.problem('s')) ?? '',
      /^s is shown up to string 16777216 of 17039360: it takes more than the 64 MiB/,
    );
    assert.deepEqual(await model.source.read(model.weight('s'), 16_777_215, 16_777_216), ['']);
  });
});
