import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npyHeader, npyPieces, npyRefusal } from '../../../src/core/exchange/npy';
import type { WeightValues } from '../../../src/core/format/weightSource';
import { writeBeside } from '../../../src/compute/export/beside';
import { writeNpz } from '../../../src/compute/export/npz';
import {
  bytesOf,
  EVERY_DTYPE,
  exportedModel,
  HOSTILE_NAMES,
  numbers,
  strings,
} from '../../support/exportedModel';
import { runPython } from '../../support/python';
import { withPython } from '../../support/pythonPackages';

/** What numpy finds in a file: for every array its type, shape and bytes. */
const READ = `
import json, sys, numpy as np
with np.load(json.load(sys.stdin), allow_pickle=False) as z:
    json.dump([[k, z[k].dtype.str, list(z[k].shape), z[k].tobytes().hex(), z[k].flags.c_contiguous] for k in z.files], sys.stdout)
`;
const COMMENTS = `
import json, sys, zipfile
z = zipfile.ZipFile(json.load(sys.stdin))
assert z.testzip() is None
json.dump([z.comment.decode(), {i.filename: i.comment.decode() for i in z.infolist()}], sys.stdout)
`;

type Found = readonly (readonly [string, string, number[], string, boolean])[];

withPython('numpy reads what is exported', { numpy: 'numpy' }, (python) => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-npz-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const npzOf = async ({ model, source, tensors }: ReturnType<typeof exportedModel>) => {
    const path = join(folder, 'x.npz');
    await writeBeside(path, (sink) => writeNpz(model, source, tensors, sink));
    return path;
  };

  it('has every type in an .npz, equal to the bit, under its own name', async () => {
    const exported = exportedModel([
      ...EVERY_DTYPE,
      strings('words', [2, 2], ['', 'a', '🧠é', 'b']),
    ]);
    const found = runPython(READ, await npzOf(exported), python) as Found;
    assert.deepEqual(
      found.map(([name, type, shape]) => [name, type, shape]),
      [
        ['f32/kernel', '<f4', [2, 7]],
        ['f64', '<f8', [14]],
        ['c64', '<c8', [2]],
        ['i32', '<i4', [3]],
        ['u32', '<u4', [2]],
        ['i16', '<i2', [2]],
        ['u16', '<u2', [2]],
        ['i8', '|i1', [2]],
        ['u8', '|u1', [3, 1, 1]],
        ['i64', '<i8', [3]],
        ['u64', '<u8', [2]],
        ['flags', '|b1', [4]],
        ['scalar', '<f4', []],
        ['empty', '<f4', [3, 0]],
        ['quantized', '<f4', [4]],
        ['half', '<f4', [2]],
        ['words', '<U2', [2, 2]],
      ],
    );
    for (const [i, { weight, name }] of exported.tensors.entries()) {
      const [, , , bytes = '', ordered] = found[i] ?? [];
      assert.equal(ordered, true);
      const values = await exported.source.read(weight, 0, weight.size);
      if (name === 'flags') assert.equal(bytes, '00010101');
      else if (name === 'words')
        assert.equal(
          Buffer.from(bytes, 'hex').toString('hex'),
          Buffer.from(Uint32Array.of(0, 0, 97, 0, 0x1f9e0, 0xe9, 98, 0).buffer).toString('hex'),
        );
      else assert.equal(bytes, hex(values), name);
    }
  });

  it('has one tensor in an .npy', async () => {
    const { source, tensors } = exportedModel(EVERY_DTYPE);
    const [first] = tensors;
    assert.ok(first);
    const path = join(folder, 'x.npy');
    await writeFile(path, await bytesOf(npyPieces(source, first)));
    const script = `
import json, sys, numpy as np
a = np.load(json.load(sys.stdin), mmap_mode="r")
json.dump([a.dtype.str, list(a.shape), a.tobytes().hex()], sys.stdout)`;
    const values = await source.read(first.weight, 0, first.weight.size);
    assert.deepEqual(runPython(script, path, python), ['<f4', [2, 7], hex(values)]);
  });

  it('shows hostile and repeated names, and none leads out of a folder', async () => {
    const names = [...HOSTILE_NAMES, 'twice', 'twice', 'twice (2)'];
    const exported = exportedModel(names.map((name, i) => numbers(name, [1], 'int32', [i])));
    const path = await npzOf(exported);
    const found = runPython(READ, path, python) as Found;
    assert.equal(new Set(found.map(([name]) => name)).size, names.length);
    const shown = found.map(([name]) => name);
    for (const plain of ['quote"and\'quote', 'line\nbreak\r\nand\ttab', 'é\u0301 ΩЖ 漢字 🧠👩‍🚀'])
      assert.ok(shown.includes(plain), plain);
    assert.ok(shown.includes('x'.repeat(10_240)));
    assert.deepEqual(shown.slice(-3), ['twice', 'twice (3)', 'twice (2)']);
    for (const name of shown) {
      assert.ok(!name.split(/[/\\]/).includes('..'), name);
      assert.doesNotMatch(name, /^[/\\]|^[a-z]:|\0/i);
    }
    found.forEach(([, , , bytes], i) =>
      assert.equal(bytes, Buffer.from(Int32Array.of(i).buffer).toString('hex')),
    );
    const [, comments] = runPython(COMMENTS, path, python) as [string, Record<string, string>];
    const said = Object.values(comments).map((comment) => JSON.parse(comment) as { name: string });
    assert.deepEqual(said.map(({ name }) => name).slice(0, -3), HOSTILE_NAMES);
  });

  it('says in comments what each member is, and how it was stored', async () => {
    const [about, comments] = runPython(
      COMMENTS,
      await npzOf(exportedModel(EVERY_DTYPE)),
      python,
    ) as [string, Record<string, string>];
    assert.match(about, /Row-major \(C order\)/);
    assert.deepEqual(JSON.parse(comments['quantized.npy'] ?? ''), {
      name: 'quantized',
      role: 'quantized',
      dtype: 'float32',
      shape: [4],
      axes: ['axis 0'],
      storedAs: { dtype: 'uint8', scale: 0.1, min: -3.3 },
    });
  });

  it('takes a header beyond 64 KiB as version 2', () => {
    const shape = Array.from({ length: 30_000 }, () => 1);
    const header = npyHeader('<f4', shape);
    assert.equal(header[6], 2);
    assert.equal(header.length % 64, 0);
    const script = `
import json, sys, io, numpy as np
f = io.BytesIO(bytes.fromhex(json.load(sys.stdin)))
assert np.lib.format.read_magic(f) == (2, 0)
json.dump(len(np.lib.format.read_array_header_2_0(f, max_header_size=10**6)[0]), sys.stdout)`;
    const hexed = Buffer.from(header).toString('hex');
    assert.equal(runPython(script, hexed, python), 30_000);
  });
});

describe('Strings in NumPy files', () => {
  it('are refused where numpy would lose some of them, in one sentence', async () => {
    const long = 'x'.repeat(1_000_000);
    const { source, tensors } = exportedModel([
      strings('nul', [1], ['a\0']),
      strings('long', [300], [long, ...Array.from({ length: 299 }, () => '')]),
      strings('fine', [1], ['a']),
    ]);
    const refusals = await Promise.all(tensors.map((tensor) => npyRefusal(source, tensor)));
    assert.match(refusals[0] ?? '', /^nul holds text that ends in NUL.*export it as JSON\.$/);
    assert.match(refusals[1] ?? '', /^long holds a text so long.*more than 1 GiB/);
    assert.equal(refusals[2], undefined);
  });
});

function hex(values: WeightValues): string {
  assert.ok(ArrayBuffer.isView(values));
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex');
}
