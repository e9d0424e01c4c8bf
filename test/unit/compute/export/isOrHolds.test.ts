import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOrHolds } from '../../../../src/compute/client';

describe('what would be taken away with what is replaced', () => {
  let folder = '';
  const at = (...names: string[]) => join(folder, ...names);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-holds-'));
    for (const name of ['model', 'configs', 'model-2']) await mkdir(at(name));
    await writeFile(at('configs', 'v3.json'), '{}');
    await symlink(at('configs', 'v3.json'), at('model', 'model.json'));
    await symlink(at('model'), at('latest'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is a linked file where the link lies, where it leads, and through a linked folder', () => {
    const holding = [['model'], ['configs'], ['latest'], ['configs', 'v3.json'], ['.']];
    for (const names of holding)
      assert.ok(isOrHolds(at(...names), at('model', 'model.json')), names.join('/'));
    assert.ok(isOrHolds(at('model'), at('latest', 'model.json')));
  });

  it('is nothing beside it, also under a name that begins alike, or that is not there yet', () => {
    for (const name of ['model-2', 'mod', '..model'])
      assert.ok(!isOrHolds(at(name), at('model', 'model.json')), name);
    assert.ok(!isOrHolds(at('model', 'model.json'), at('model')));
    assert.ok(isOrHolds(at('new'), at('new', 'file')));
  });
});
