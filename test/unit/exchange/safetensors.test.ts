import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { safetensorsPieces, safetensorsRefusal } from '../../../src/core/exchange/safetensors';
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

const READ = `
import json, sys, numpy as np
from safetensors import safe_open
from safetensors.numpy import load_file
path = json.load(sys.stdin)
tensors = load_file(path)
with safe_open(path, 'np') as f: metadata = f.metadata()
json.dump([{k: [v.dtype.str, list(v.shape), v.tobytes().hex()] for k, v in tensors.items()}, metadata], sys.stdout)
`;

withPython(
  'the safetensors package reads what is exported',
  { numpy: 'numpy', safetensors: 'safetensors' },
  (python) => {
    let folder = '';
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'weightscope-safetensors-'));
    });
    after(() => rm(folder, { recursive: true, force: true }));

    const read = async ({ model, source, tensors }: ReturnType<typeof exportedModel>) => {
      const path = join(folder, 'x.safetensors');
      await writeFile(path, await bytesOf(safetensorsPieces(model, source, tensors)));
      return runPython(READ, path, python) as [
        Record<string, [string, number[], string]>,
        Record<string, string>,
      ];
    };

    it('has every type, equal to the bit', async () => {
      const exported = exportedModel(EVERY_DTYPE);
      const [found, metadata] = await read(exported);
      for (const { weight, name } of exported.tensors) {
        const [, shape, bytes] = found[name] ?? [];
        const values = await exported.source.read(weight, 0, weight.size);
        assert.ok(ArrayBuffer.isView(values));
        const expected = name === 'flags' ? '00010101' : Buffer.from(values.buffer).toString('hex');
        assert.equal(bytes, expected, name);
        assert.deepEqual(shape, name === 'c64' ? [2, 2] : weight.shape);
      }
      const notes = JSON.parse(metadata.weightscope ?? '') as Record<string, object>;
      assert.deepEqual(notes.c64, {
        name: 'c64',
        role: 'c64',
        dtype: 'complex64',
        shape: [2, 2],
        axes: ['axis 0', 'part'],
        parts: { 1: ['real', 'imaginary'] },
      });
      assert.deepEqual(Object.keys(notes).length, EVERY_DTYPE.length);
    });

    it('shows hostile names as they are', async () => {
      const exported = exportedModel(
        HOSTILE_NAMES.map((name, i) => numbers(name, [1], 'int8', [i])),
      );
      const [found] = await read(exported);
      assert.deepEqual(Object.keys(found).sort(), [...HOSTILE_NAMES].sort());
      for (const [i, name] of HOSTILE_NAMES.entries())
        assert.equal(Number.parseInt(found[name]?.[2] ?? '', 16), i);
    });
  },
);

describe('Safetensors', () => {
  it('refuse text, and the one name that they keep for themselves', () => {
    const { tensors } = exportedModel([
      strings('words', [1], ['a']),
      numbers('__metadata__', [1], 'int8', [1]),
      numbers('fine', [1], 'int8', [1]),
    ]);
    const [words = '', metadata = '', fine] = tensors.map(safetensorsRefusal);
    assert.match(words, /^words holds text/);
    assert.match(metadata, /keeps the name __metadata__/);
    assert.equal(fine, undefined);
  });
});
