import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { ModelFormatError } from '../../../src/core/errors';
import { openSource } from '../../../src/compute/inject/openSource';
import type { SourceModel } from '../../../src/compute/inject/sourceModel';
import { NodeFiles } from '../../../src/compute/files/nodeFiles';
import { concatenated } from '../../support/encodeModel';
import { runPython, withNumpy } from '../../support/python';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

function safetensors(header: unknown, data: Uint8Array, length?: number): Uint8Array {
  const json = text(typeof header === 'string' ? header : JSON.stringify(header));
  return concatenated([bytesOf(BigUint64Array.of(BigInt(length ?? json.length))), json, data]);
}

function npy(description: string, shape: string, data: Uint8Array, order = 'False'): Uint8Array {
  const dictionary = `{'descr': ${description}, 'fortran_order': ${order}, 'shape': ${shape}, }\n`;
  const head = Uint8Array.of(0x93, ...text('NUMPY'), 1, 0);
  return concatenated([head, bytesOf(Uint16Array.of(dictionary.length)), text(dictionary), data]);
}

interface Member {
  readonly name: string;
  readonly data: Uint8Array;
  readonly deflate?: boolean;
  readonly comment?: string;
  /** What the directory claims instead of the truth. */
  readonly claims?: { readonly size?: number; readonly packed?: number; readonly method?: number };
}

/** A zip byte by byte (APPNOTE 4.3). */
function zip(members: readonly Member[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, data, deflate = false, comment = '', claims = {} } of members) {
    const packed = deflate ? new Uint8Array(deflateRawSync(data)) : data;
    const method = claims.method ?? (deflate ? 8 : 0);
    const common = concatenated([
      bytesOf(Uint16Array.of(20, 0, method, 0, 0x21)),
      bytesOf(Uint32Array.of(0, claims.packed ?? packed.length, claims.size ?? data.length)),
      bytesOf(Uint16Array.of(name.length, 0)),
    ]);
    const local = concatenated([text('PK\x03\x04'), common, text(name), packed]);
    directory.push(
      concatenated([
        text('PK\x01\x02'),
        bytesOf(Uint16Array.of(20)),
        common,
        bytesOf(Uint16Array.of(comment.length, 0, 0)),
        bytesOf(Uint32Array.of(0, at)),
        text(name),
        text(comment),
      ]),
    );
    parts.push(local);
    at += local.length;
  }
  const list = concatenated(directory);
  return concatenated([
    ...parts,
    list,
    text('PK\x05\x06'),
    bytesOf(Uint16Array.of(0, 0, members.length, members.length)),
    bytesOf(Uint32Array.of(list.length, at)),
    bytesOf(Uint16Array.of(0)),
  ]);
}

describe('a file of arrays as a source', () => {
  let folder: string;
  const opened: SourceModel[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-'));
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((source) => source.close()));
    await rm(folder, { recursive: true, force: true });
  });

  async function open(name: string, bytes: Uint8Array | string): Promise<SourceModel> {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return openAt(path, name);
  }

  async function openAt(path: string, name: string): Promise<SourceModel> {
    const source = await openSource(new NodeFiles(path), name);
    opened.push(source);
    return source;
  }

  /** "name role shape dtype" of each weight. */
  const listed = ({ model }: SourceModel): string[] =>
    model.weights.map(
      ({ name, role, shape, dtype }) => `${name} ${role} ${shape.join('x')} ${dtype}`,
    );

  async function valuesOf({ model, source }: SourceModel, index: number, start = 0, end?: number) {
    const weight = model.weights[index];
    assert.ok(weight);
    return source.read(weight, start, end ?? weight.size);
  }

  async function problems(source: SourceModel): Promise<string[]> {
    const { weights } = source.model;
    const found = await Promise.all(weights.map((weight) => source.problemOf(weight)));
    return found.flatMap((problem) => problem ?? []);
  }

  const refuses = async (name: string, bytes: Uint8Array | string, sentence: RegExp) => {
    await assert.rejects(open(name, bytes), (error) => {
      assert.ok(error instanceof ModelFormatError, String(error));
      assert.match(error.message, sentence);
      return true;
    });
  };

  it('reads a safetensors file, half floats widened and ranges exact', async () => {
    const source = await open(
      'w.safetensors',
      safetensors(
        {
          __metadata__: { format: 'pt' },
          'dense/kernel': { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] },
          'dense/bias': { dtype: 'BF16', shape: [2], data_offsets: [16, 20] },
        },
        concatenated([
          bytesOf(Float32Array.of(1, 2, NaN, -0)),
          bytesOf(Uint16Array.of(0x3f80, 0xc000)),
        ]),
      ),
    );
    assert.deepEqual(listed(source), [
      'dense/kernel kernel 2x2 float32',
      'dense/bias bias 2 bfloat16',
    ]);
    assert.deepEqual(await valuesOf(source, 0, 1, 4), Float32Array.of(2, NaN, -0));
    assert.deepEqual(await valuesOf(source, 1), Float32Array.of(1, -2));
  });

  it('knows layers, classes and gates from the notes of our own exports', async () => {
    const note = { name: 'm/kernel', layer: 'm', layerClass: 'LSTM', dtype: 'float32' };
    const source = await open(
      'w.safetensors',
      safetensors(
        {
          __metadata__: { weightscope: JSON.stringify({ 'm/kernel': note }) },
          'm/kernel': { dtype: 'F32', shape: [1, 4], data_offsets: [0, 16] },
        },
        new Uint8Array(16),
      ),
    );
    assert.equal(source.model.nodes[0]?.className, 'LSTM');
    assert.deepEqual(source.model.weights[0]?.axes[1]?.parts, ['i', 'f', 'c', 'o']);
  });

  it('refuses a safetensors file with a header that is too long, cut off or no JSON', async () => {
    await refuses('a.safetensors', Uint8Array.of(1, 2), /is too short/);
    await refuses(
      'b.safetensors',
      safetensors('{}', new Uint8Array(0), 2 ** 40),
      /more than 100 MB/,
    );
    await refuses(
      'c.safetensors',
      safetensors('{}', new Uint8Array(0), 4_000),
      /ends in its header/,
    );
    await refuses('d.safetensors', safetensors('{"a":', new Uint8Array(0)), /header is not JSON/);
    await refuses('e.safetensors', safetensors('[1]', new Uint8Array(0)), /no list of tensors/);
  });

  it('keeps the good tensors of a damaged safetensors file and names the others', async () => {
    const entry = (dtype: string, shape: unknown, from: unknown, to: unknown) => ({
      dtype,
      shape,
      data_offsets: [from, to],
    });
    const source = await open(
      'w.safetensors',
      safetensors(
        {
          good: entry('F32', [1], 0, 4),
          typeless: entry('F8_E4M3', [4], 0, 4),
          short: entry('F32', [2], 0, 4),
          beyond: entry('F32', [2], 0, 8),
          negative: entry('F32', [1], -4, 0),
          huge: entry('F32', [2 ** 40, 2 ** 40], 0, 4),
          shapeless: entry('F32', 'x', 0, 4),
        },
        new Uint8Array(4),
      ),
    );
    assert.deepEqual(await problems(source), [
      'typeless has the type "F8_E4M3", which cannot be read.',
      'short has 4 bytes where its shape and type take 8.',
      'beyond lacks its last 4 bytes: the file is cut off.',
      'negative has offsets that are none.',
      'huge has the shape [1099511627776, 1099511627776], whose elements are too many to count exactly.',
      'shapeless has "x" for a shape.',
    ]);
    assert.deepEqual(await valuesOf(source, 0), Float32Array.of(0));
    await assert.rejects(valuesOf(source, 2), /short has 4 bytes/);
  });

  it('reads a .npz, stored and deflated, in ranges forwards and backwards', async () => {
    const values = Float32Array.from({ length: 200_000 }, (_, i) => Math.sin(i));
    const data = npy("'<f4'", '(200, 1000)', bytesOf(values));
    for (const deflate of [false, true]) {
      const source = await open(
        `${String(deflate)}.npz`,
        zip([
          { name: 'dense/kernel.npy', data, deflate },
          { name: 'note.txt', data: text('x') },
        ]),
      );
      assert.deepEqual(listed(source), ['dense/kernel kernel 200x1000 float32']);
      for (const [start, end] of [
        [0, 10],
        [150_000, 150_003],
        [5, 9],
        [199_999, 200_000],
        [7, 7],
      ] as const)
        assert.deepEqual(await valuesOf(source, 0, start, end), values.slice(start, end));
    }
  });

  it('takes the true name and the layer from the note of a member', async () => {
    const comment = JSON.stringify({ name: '../x/kernel', layer: 'x', layerClass: 'Dense' });
    const data = npy("'<f4'", '(1, 1)', new Uint8Array(4));
    const source = await open('w.npz', zip([{ name: '%2E%2E/x/kernel.npy', data, comment }]));
    assert.deepEqual(listed(source), ['../x/kernel kernel 1x1 float32']);
  });

  it('refuses what is no .npz', async () => {
    await refuses('a.npz', text('hello'), /no zip/);
    await refuses('b.npz', zip([{ name: 'a.txt', data: text('x') }]), /no arrays of numpy/);
    const whole = zip([{ name: 'a.npy', data: npy("'<f4'", '(1,)', new Uint8Array(4)) }]);
    await refuses('c.npz', whole.subarray(0, whole.length - 30), /no zip, or its directory/);
  });

  it('keeps the good members of a damaged .npz and names the others', async () => {
    const four = new Uint8Array(4);
    const good = npy("'<f4'", '(1,)', four);
    const source = await open(
      'w.npz',
      zip([
        { name: 'good.npy', data: good },
        { name: 'text.npy', data: text('not numpy') },
        { name: 'objects.npy', data: npy("[('a', '<f4')]", '(1,)', four) },
        { name: 'column.npy', data: npy("'<f4'", '(1, 1)', four, 'True') },
        { name: 'big.npy', data: npy("'>f4'", '(1,)', four) },
        { name: 'dates.npy', data: npy("'<M8[s]'", '(1,)', four) },
        { name: 'less.npy', data: npy("'<f4'", '(3,)', four) },
        { name: 'huge.npy', data: npy("'<f4'", '(99999999999, 99999999999)', four) },
        { name: 'odd.npy', data: good, claims: { method: 12 } },
        { name: 'bomb.npy', data: good, deflate: true, claims: { size: 4_000_000_000 } },
        { name: 'torn.npy', data: good, claims: { method: 8 } },
      ]),
    );
    const found = await problems(source);
    assert.deepEqual(
      found.map((sentence) => sentence.split(' ')[0]),
      ['text', 'objects', 'column', 'big', 'dates', 'less', 'huge', 'odd', 'bomb', 'torn'],
    );
    assert.match(found.join('\n'), /column is stored column by column \(Fortran order\)/);
    assert.match(found.join('\n'), /big is stored big-endian/);
    assert.match(found.join('\n'), /less has 4 bytes of values where its header states 12/);
    assert.deepEqual(await valuesOf(source, 0), Float32Array.of(0));
  });

  it('reads a .npy by itself', async () => {
    const source = await open(
      'kernel.npy',
      npy("'<i8'", '(2,)', bytesOf(BigInt64Array.of(-1n, 2n))),
    );
    assert.deepEqual(await valuesOf(source, 0), BigInt64Array.of(-1n, 2n));
    await refuses('x.npy', text('nothing'), /x\.npy is no array of numpy/);
  });

  it('reads the JSON that Weightscope exports, with what JSON has no numbers for', async () => {
    const tensor = (rest: object): object => ({ role: 'kernel', axes: [], ...rest });
    const source = await open(
      'weights.json',
      JSON.stringify({
        format: 'weightscope-weights',
        version: 1,
        tensors: [
          tensor({
            name: 'a/kernel',
            layer: 'a',
            layerClass: 'Dense',
            dtype: 'float32',
            shape: [1, 3],
            values: [[0.1, 'NaN', '-Infinity']],
          }),
          tensor({ name: 'c', dtype: 'complex64', shape: [1, 2], values: [[1, 2]] }),
          tensor({ name: 'i', dtype: 'int64', shape: [2], values: ['9007199254740993', 5] }),
          tensor({ name: 's', dtype: 'string', shape: [1], values: ['x'] }),
          tensor({ name: 'few', dtype: 'float32', shape: [2], values: [1] }),
          tensor({ name: 'wide', dtype: 'uint8', shape: [1], values: [256] }),
          tensor({ name: 'odd', dtype: 'float32', shape: [1], values: [{}] }),
        ],
      }),
    );
    assert.deepEqual(listed(source).slice(0, 4), [
      'a/kernel kernel 1x3 float32',
      'c c 1 complex64',
      'i i 2 int64',
      's s 1 string',
    ]);
    assert.deepEqual(await valuesOf(source, 0), Float32Array.of(0.1, NaN, -Infinity));
    assert.deepEqual(await valuesOf(source, 1), Float32Array.of(1, 2));
    assert.deepEqual(await valuesOf(source, 2), BigInt64Array.of(9007199254740993n, 5n));
    assert.deepEqual(await valuesOf(source, 3), ['x']);
    assert.deepEqual(await problems(source), [
      'few does not hold the 2 values of its shape.',
      'wide holds values that are no uint8.',
      'odd holds values that are no float32.',
    ]);
  });

  it('refuses JSON that holds neither a model nor weights', async () => {
    await refuses('x.json', '{"a": 1}', /neither a saved model nor weights/);
    await refuses('y.json', '{"a": ', /incomplete|not JSON/);
  });

  withNumpy('written by numpy', () => {
    it('has the values that numpy wrote, compressed or not', async () => {
      const script = `
import json, sys, numpy as np
folder = json.load(sys.stdin)
arrays = {'dense/kernel': np.arange(12, dtype=np.float32).reshape(3, 4) / 7, 'steps': np.array(5, dtype=np.int64),
          'names': np.array(['a', 'b\\u00e9']), 'half': np.array([0.5, -2], dtype=np.float16), 'none': np.zeros((0, 3), np.float32)}
np.savez(folder + '/plain.npz', **arrays)
np.savez_compressed(folder + '/packed.npz', **arrays)
json.dump((arrays['dense/kernel']).ravel().astype(float).tolist(), sys.stdout)
`;
      const expected = runPython(script, folder) as number[];
      for (const name of ['plain.npz', 'packed.npz']) {
        const source = await openAt(join(folder, name), name);
        assert.deepEqual(await problems(source), []);
        const index = (wanted: string): number =>
          source.model.weights.findIndex((weight) => weight.name === wanted);
        assert.deepEqual(
          await valuesOf(source, index('dense/kernel')),
          Float32Array.from(expected),
        );
        assert.deepEqual(await valuesOf(source, index('steps')), BigInt64Array.of(5n));
        assert.deepEqual(await valuesOf(source, index('names')), ['a', 'bé']);
        assert.deepEqual(await valuesOf(source, index('half')), Float32Array.of(0.5, -2));
        assert.equal((await valuesOf(source, index('none'))).length, 0);
      }
    });
  });
});
