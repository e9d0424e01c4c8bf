import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ScanFiles } from '../../../../src/compute/pool/scanFiles';
import { float32, tempModel } from '../../../support/tempModel';

describe('files that a scanning thread reads itself', () => {
  it('are those of the model folder only, and what is wrong with others is told in a sentence', async () => {
    const temp = await tempModel([float32('a', [2], [1, 2])]);
    const outside = await tempModel([float32('b', [1], [3])]);
    const files = new ScanFiles(temp.path);
    const into = new Float32Array(4);
    const read = (path: string): number => files.read(path, 0, new Uint8Array(into.buffer));
    assert.equal(read('group1-shard1of1.bin'), 8);
    assert.deepEqual([...into], [1, 2, 0, 0]);
    await symlink(join(outside.folder, 'group1-shard1of1.bin'), join(temp.folder, 'link.bin'));
    await mkdir(join(temp.folder, 'folder.bin'));
    assert.throws(() => read('link.bin'), /link\.bin is a symbolic link that leads outside/);
    assert.throws(() => read('folder.bin'), /folder\.bin is not a regular file/);
    assert.throws(() => read('gone.bin'), /gone\.bin is missing\. Restore the file and reload\./);
    for (let i = 0; i < 40; i++) {
      await writeFile(join(temp.folder, `${i}.bin`), Uint8Array.of(i));
      assert.equal(read(`${i}.bin`), 1);
    }
    assert.equal(read('0.bin'), 1);
    files.forget();
    await temp.remove();
    await outside.remove();
  });
});
