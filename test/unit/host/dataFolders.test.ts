import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { newDataFolder, removeAbandonedDataFolders } from '../../../src/host/node/dataFolders';

describe('folders of large columns', () => {
  let parent = '';
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'weightscope-'));
  });
  afterEach(() => rm(parent, { recursive: true, force: true }));

  const make = async (folder: string): Promise<void> => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'a.column'), 'numbers');
  };

  it('of this process stay, those of one that has ended are removed', async () => {
    const own = newDataFolder(parent);
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const machine = basename(own).split('.')[0] ?? '';
    await make(own);
    await make(join(parent, `${machine}.${pid}.0`));
    await removeAbandonedDataFolders(parent);
    assert.deepEqual(await readdir(parent), [basename(own)]);
  });

  it('of another machine stay for sixty days', async () => {
    const [fresh, old] = ['new', 'old'].map((name) =>
      join(parent, `${hostname()}-other.1.${name}`),
    );
    assert.ok(fresh !== undefined && old !== undefined);
    await make(fresh);
    await make(old);
    const then = Date.now() / 1000 - 61 * 24 * 60 * 60;
    await utimes(old, then, then);
    await removeAbandonedDataFolders(parent);
    assert.deepEqual(await readdir(parent), [basename(fresh)]);
  });

  it('need not be there', async () => {
    await removeAbandonedDataFolders(join(parent, 'none'));
  });
});
