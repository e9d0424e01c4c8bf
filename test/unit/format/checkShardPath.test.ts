import assert from 'node:assert/strict';
import { checkShardPath, normalizeShardPath } from '../../../src/core/format/checkShardPath';

describe('paths of weight files', () => {
  for (const [path, expected] of [
    ['group1-shard1of1.bin', 'group1-shard1of1.bin'],
    ['./model.weights.bin', 'model.weights.bin'],
    ['././x', 'x'],
    ['sub/x', 'sub/x'],
    ['sub//./x', 'sub/x'],
    ['tiny_face_detector_model-shard1', 'tiny_face_detector_model-shard1'],
    ['.hidden', '.hidden'],
    ['sub/.hidden', 'sub/.hidden'],
    ['..x', '..x'],
    ['a..b/c...d', 'a..b/c...d'],
    ['with space %2e%2e é 模型.bin', 'with space %2e%2e é 模型.bin'],
    ['__proto__', '__proto__'],
  ] as const) {
    it(`reads ${path}`, () => {
      assert.equal(checkShardPath(path), undefined);
      assert.equal(normalizeShardPath(path), expected);
    });
  }

  for (const [path, reason] of [
    ['../secret.bin', `"../secret.bin" leads outside the model's folder and is not read`],
    ['./../secret.bin', 'leads outside'],
    ['sub/../../secret.bin', 'leads outside'],
    ['sub/..', 'leads outside'],
    ['..', 'leads outside'],
    ['.. /secret.bin', 'leads outside'],
    ['.../secret.bin', 'leads outside'],
    ['/etc/passwd', '"/etc/passwd" is an absolute path and is not read'],
    ['//server/share', 'is an absolute path'],
    ['C:\\secret.bin', 'names a drive'],
    ['c:secret.bin', 'names a drive'],
    ['..\\secret.bin', 'holds a backslash'],
    ['sub\\x', 'holds a backslash'],
    ['http://example.com/c.bin', 'is a URL'],
    ['file:///etc/passwd', 'is a URL'],
    ['data:application/octet-stream;base64,AAAA', 'is a URL'],
    ['a\0b', '"a\\u0000b" holds a NUL character'],
    ['', 'a file path in the manifest is empty'],
    ['.', 'names a folder'],
    ['sub/', 'names a folder'],
    ['x'.repeat(4097), 'is longer than 4096 characters'],
  ] as const) {
    it(`refuses ${JSON.stringify(path.slice(0, 40))}`, () => {
      const sentence = checkShardPath(path) ?? '';
      assert.ok(sentence.includes(reason), sentence);
      assert.ok(sentence.length < 300);
    });
  }
});
