import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { ModelFormatError } from '../../../src/core/errors';
import { CachedFiles } from '../../../src/compute/files/cachedFiles';
import { NodeFiles } from '../../../src/compute/files/nodeFiles';

const refused = (message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof ModelFormatError);
  assert.match(error.message, message);
  return true;
};

describe('files of a model on disk', () => {
  let root = '';
  let folder = '';
  let files: NodeFiles;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'weightscope-'));
    folder = join(root, 'model');
    await mkdir(folder);
    await writeFile(join(folder, 'model.json'), '{}');
    await writeFile(join(folder, 'a.bin'), Uint8Array.of(0, 1, 2, 3, 4, 5));
    await writeFile(join(root, 'secret.bin'), 'secret');
    files = new NodeFiles(join(folder, 'model.json'));
  });
  afterEach(async () => {
    await files.forget();
    await rm(root, { recursive: true, force: true });
  });

  it('are read in ranges, up to where they end', async () => {
    assert.equal(await files.size('a.bin'), 6);
    assert.deepEqual([...(await files.read('a.bin', 1, 3))], [1, 2, 3]);
    assert.deepEqual([...(await files.read('a.bin', 4, 9))], [4, 5]);
    assert.equal((await files.read('a.bin', 0, 2 ** 40)).length, 6);
    assert.equal((await files.read('a.bin', 7, 2 ** 40)).length, 0);
  });

  it('may be links within the folder, and model.json a link to anywhere', async () => {
    await symlink('a.bin', join(folder, 'link.bin'));
    assert.equal(await files.size('link.bin'), 6);
    await unlink(join(folder, 'model.json'));
    await symlink(join(root, 'secret.bin'), join(folder, 'model.json'));
    assert.equal(await files.size('model.json'), 6);
  });

  it('are refused, by name, where a link leads outside the folder', async () => {
    await symlink(join(root, 'secret.bin'), join(folder, 'out.bin'));
    await symlink(root, join(folder, 'up'));
    const outside = /(out|secret)\.bin is a symbolic link that leads outside the model's folder/;
    await assert.rejects(files.read('out.bin', 0, 6), refused(outside));
    await assert.rejects(files.read('up/secret.bin', 0, 6), refused(outside));
    await assert.rejects(files.read('../secret.bin', 0, 6), refused(outside));
  });

  it('are found where the folder itself is reached by a link', async () => {
    await symlink(folder, join(root, 'linked'));
    const linked = new NodeFiles(join(root, 'linked', 'model.json'));
    assert.equal(await linked.size('a.bin'), 6);
    await linked.forget();
  });

  it('that are pipes, devices or folders are refused at once', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.bin')]);
    await mkdir(join(folder, 'sub'));
    await assert.rejects(files.read('pipe.bin', 0, 4), refused(/pipe\.bin is not a regular file/));
    await assert.rejects(files.size('sub'), refused(/sub is not a regular file/));
    await unlink(join(folder, 'model.json'));
    await symlink('/dev/zero', join(folder, 'model.json'));
    await assert.rejects(files.size('model.json'), refused(/model\.json is not a regular file/));
  });

  it('that are missing or go in circles say so', async () => {
    await assert.rejects(files.read('b.bin', 0, 4), refused(/^b\.bin is missing\. Restore/));
    await symlink('loop.bin', join(folder, 'loop.bin'));
    await assert.rejects(files.size('loop.bin'), refused(/loop\.bin is a symbolic link.* circle/));
  });

  it('that may not be read say so', async function () {
    await chmod(join(folder, 'a.bin'), 0);
    // The superuser may read everything: there the file opens.
    if (process.getuid?.() === 0) assert.equal(await files.size('a.bin'), 6);
    else
      await assert.rejects(
        files.size('a.bin'),
        refused(/a\.bin cannot be read: permission denied/),
      );
  });

  it('that are deleted while open are still read or named as missing, and found again after a reload', async () => {
    await files.read('a.bin', 0, 1);
    await rename(join(folder, 'a.bin'), join(root, 'moved.bin'));
    await files.forget();
    await assert.rejects(files.read('a.bin', 0, 1), refused(/a\.bin is missing/));
    await rename(join(root, 'moved.bin'), join(folder, 'a.bin'));
    assert.equal((await files.read('a.bin', 0, 1)).length, 1);
  });

  it('may be many more than are kept open, also all at once', async () => {
    const names = Array.from({ length: 300 }, (_, i) => `shard${i}.bin`);
    await Promise.all(
      names.map((name, i) => writeFile(join(folder, name), Uint8Array.of(i % 256))),
    );
    for (let round = 0; round < 2; round++) {
      const bytes = await Promise.all(names.map((name) => files.read(name, 0, 1)));
      assert.deepEqual(
        bytes.map(([byte]) => byte),
        names.map((_, i) => i % 256),
      );
    }
  });
});

describe('cached files', () => {
  const content = Uint8Array.from({ length: 700_000 }, (_, i) => (i * 31) % 251);

  function counted(): { files: CachedFiles; reads: () => number } {
    let reads = 0;
    const files = new CachedFiles({
      size: () => Promise.resolve(content.length),
      read: (_, offset, length) => {
        reads++;
        return Promise.resolve(content.slice(offset, offset + length));
      },
      forget: () => Promise.resolve(),
    });
    return { files, reads: () => reads };
  }

  it('give the bytes of the file, across blocks and beyond its end', async () => {
    const { files } = counted();
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 710_000 }),
        fc.nat({ max: 70_000 }),
        async (offset, length) => {
          const bytes = await files.read('a', offset, length);
          assert.ok(Buffer.from(bytes).equals(content.slice(offset, offset + length)));
        },
      ),
    );
  });

  it('read a block once for many small tensors, and anew after a reload', async () => {
    const { files, reads } = counted();
    for (let i = 0; i < 1000; i++) await files.read('a', i * 200, 200);
    assert.equal(reads(), 1);
    await files.forget();
    await files.read('a', 0, 1);
    assert.equal(reads(), 2);
  });

  it('try again after a failure', async () => {
    let broken = true;
    const files = new CachedFiles({
      size: () => Promise.resolve(1),
      read: () => (broken ? Promise.reject(new Error('no')) : Promise.resolve(Uint8Array.of(7))),
      forget: () => Promise.resolve(),
    });
    await assert.rejects(files.read('a', 0, 1), /no/);
    broken = false;
    assert.deepEqual([...(await files.read('a', 0, 1))], [7]);
  });
});
