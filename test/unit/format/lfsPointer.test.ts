import assert from 'node:assert/strict';
import { FileWeightSource } from '../../../src/core/format/fileWeightSource';
import { parseLfsPointer } from '../../../src/core/format/lfsPointer';
import { parseManifest } from '../../../src/core/format/parseManifest';
import { parseModelJson } from '../../../src/core/format/parseModelJson';
import { MemoryFiles } from '../../support/memoryFiles';

const OID = '4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a pointer of Git LFS', () => {
  it('is read as its specification has it', () => {
    const text = `version https://git-lfs.github.com/spec/v1\noid sha256:${OID}\nsize 12345\n`;
    assert.deepEqual(parseLfsPointer(bytes(text)), { oid: OID, size: 12345 });
  });

  it('is none where a line is missing, the version is another, or it is too large', () => {
    const version = 'version https://git-lfs.github.com/spec/v1\n';
    for (const text of [
      '',
      '{"modelTopology": null}',
      `${version}oid sha256:${OID}\n`,
      `${version}oid sha256:../../${OID.slice(6)}\nsize 1\n`,
      `version https://example.org/v1\noid sha256:${OID}\nsize 1\n`,
      `${version}oid sha256:${OID}\nsize 1\n${'x'.repeat(1024)}`,
    ])
      assert.equal(parseLfsPointer(bytes(text)), undefined, text);
  });

  it('in place of a shard, or of model.json, is told from a damaged file', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${OID}\nsize 400\n`;
    const values = new Uint8Array(new Float32Array(100).buffer);
    const files = MemoryFiles.of({ 'a.bin': bytes(pointer), 'b.bin': values });
    const group = (name: string, path: string) => ({
      paths: [path],
      weights: [{ name, shape: [100], dtype: 'float32' }],
    });
    const manifest = parseManifest(
      [group('a/kernel', 'a.bin'), group('b/kernel', 'b.bin')],
      'model.json',
    );
    const source = new FileWeightSource(manifest, files);
    const problems = await Promise.all(manifest.entries.map((entry) => source.problemOf(entry)));
    assert.deepEqual(problems, [
      'a/kernel lacks 400 of its 400 bytes: a.bin is kept by Git LFS and only its pointer is on this machine (run "git lfs pull").',
      undefined,
    ]);
    assert.throws(
      () => parseModelJson(pointer, 'model.json'),
      /^ModelFormatError: model\.json is kept by Git LFS and only its pointer .* \(run "git lfs pull"\)\.$/,
    );
  });
});
