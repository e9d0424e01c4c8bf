import assert from 'node:assert/strict';
import { parseLfsPointer } from '../../../src/core/format/lfsPointer';

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
});
