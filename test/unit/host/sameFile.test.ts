import assert from 'node:assert/strict';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type FileAddress, isSameFile } from '../../../src/host/node/sameFile';

describe('telling whether two addresses lead to one file', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const local = (name: string): FileAddress => {
    const fsPath = join(folder, name);
    return { scheme: 'file', fsPath, toString: () => pathToFileURL(fsPath).href };
  };

  it('follows links on a local disk', async () => {
    await writeFile(join(folder, 'model.json'), '{}');
    await writeFile(join(folder, 'other.json'), '{}');
    await symlink(join(folder, 'model.json'), join(folder, 'link.json'));
    assert.equal(await isSameFile(local('model.json'), local('model.json')), true);
    assert.equal(await isSameFile(local('link.json'), local('model.json')), true);
    assert.equal(await isSameFile(local('other.json'), local('model.json')), false);
    assert.equal(await isSameFile(local('gone.json'), local('vanished.json')), false);
  });

  it('goes by the address on any other file system', async () => {
    const remote = (address: string): FileAddress => ({
      scheme: 'memory',
      fsPath: '/m.json',
      toString: () => address,
    });
    assert.equal(await isSameFile(remote('memory:/a'), remote('memory:/a')), true);
    assert.equal(await isSameFile(remote('memory:/a'), remote('memory:/b')), false);
  });
});
