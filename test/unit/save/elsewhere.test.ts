import assert from 'node:assert/strict';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ChangedOnDiskError } from '../../../src/core/errors';
import { saveChanged } from '../../support/changedModel';
import { loadWithTfjs, weightValues } from '../../support/loadWithTfjs';
import {
  denseTensors,
  floats,
  namesIn,
  type SavedFolder,
  touched,
  withFields,
  writeModel,
} from './models';

const SHARDS = ['group1-shard1of3.bin', 'group1-shard2of3.bin', 'group1-shard3of3.bin'];
const KERNEL = { 'd1/kernel': { values: floats(12, -50) } };

async function kernel(path: string): Promise<readonly number[]> {
  const model = await loadWithTfjs(path);
  const values = [...(weightValues(model).get('d1/kernel') ?? [])];
  model.dispose();
  return values;
}

describe('saving elsewhere', () => {
  let model: SavedFolder;
  beforeEach(async () => {
    model = await writeModel([{ tensors: denseTensors(), shardSizes: [30, 40] }]);
  });
  afterEach(() => model.remove());

  it('writes model.json and every shard by the same names, into folders that it makes', async () => {
    const before = await touched(model.folder);
    const target = join(model.folder, 'new', 'deep', 'model.json');
    const { written, before: patches } = await saveChanged(model.path, KERNEL, { target });
    assert.deepEqual([written, patches], [[...SHARDS, 'model.json'], []]);
    assert.deepEqual(await namesIn(dirname(target)), [...SHARDS, 'model.json']);
    assert.deepEqual(await readFile(target), await readFile(model.path));
    assert.deepEqual(await kernel(target), [...floats(12, -50)]);
    assert.deepEqual(
      await readFile(join(dirname(target), SHARDS[2] ?? '')),
      await readFile(join(model.folder, SHARDS[2] ?? '')),
    );
    assert.deepEqual(await touched(model.folder), before);
  });

  it('copies a model without changes byte for byte, its folders included', async () => {
    await mkdir(join(model.folder, 'weights'));
    await writeFile(join(model.folder, 'weights', 'a'), 'abcd');
    const text =
      '{ "weightsManifest": [{"paths":["./weights/a"], "weights":[{"name":"w","shape":[1],"dtype":"float32"}]}], "modelTopology":{} }';
    await writeFile(model.path, text);
    const target = join(model.folder, 'copy', 'm.json');
    await saveChanged(model.path, {}, { target });
    assert.equal(await readFile(target, 'utf8'), text);
    assert.equal(await readFile(join(model.folder, 'copy', 'weights', 'a'), 'utf8'), 'abcd');
  });

  it('gives the shards names of their own in the same folder', async () => {
    const before = await touched(model.folder);
    const target = join(model.folder, 'tuned.json');
    await saveChanged(model.path, KERNEL, { target });
    const names = [1, 2, 3].map((n) => `group1-shard${n}of3.rev2.bin`);
    assert.deepEqual(
      await namesIn(model.folder),
      [...SHARDS, ...names, 'model.json', 'tuned.json'].sort(),
    );
    assert.deepEqual(await kernel(target), [...floats(12, -50)]);
    const after = await touched(model.folder);
    for (const [name, state] of Object.entries(before)) assert.equal(after[name], state);
  });

  it('does not take the name of a shard that the original in the folder lacks', async () => {
    await rm(join(model.folder, SHARDS[2] ?? ''));
    const target = join(model.folder, 'tuned.json');
    const { written } = await saveChanged(model.path, KERNEL, { target });
    assert.deepEqual(written, [
      'group1-shard1of3.rev2.bin',
      'group1-shard2of3.rev2.bin',
      'tuned.json',
    ]);
  });

  it('asks before it replaces a model, and then removes its shards and nothing else', async () => {
    const other = await writeModel([{ tensors: denseTensors(), shardSizes: [] }], withFields({}));
    try {
      await writeFile(join(other.folder, 'notes.bin'), 'mine');
      await writeFile(join(other.folder, SHARDS[0] ?? ''), 'mine too');
      const before = await touched(other.folder);
      const target = other.path;
      await assert.rejects(saveChanged(model.path, KERNEL, { target }), (error) => {
        assert.ok(error instanceof ChangedOnDiskError);
        assert.equal(error.message, 'model.json is there already, with 1 file of weights.');
        return true;
      });
      assert.deepEqual(await touched(other.folder), before);
      await saveChanged(model.path, KERNEL, { target, overwrite: true });
      assert.deepEqual(await namesIn(other.folder), [
        'group1-shard1of3.bin',
        'group1-shard1of3.rev2.bin',
        'group1-shard2of3.bin',
        'group1-shard3of3.bin',
        'model.json',
        'notes.bin',
      ]);
      assert.equal(await readFile(join(other.folder, SHARDS[0] ?? ''), 'utf8'), 'mine too');
      assert.deepEqual(await kernel(target), [...floats(12, -50)]);
    } finally {
      await other.remove();
    }
  });

  it('replaces what is no model without harm to what is beside it', async () => {
    const target = join(model.folder, 'other', 'model.json');
    await mkdir(dirname(target));
    await writeFile(target, 'no JSON');
    await saveChanged(model.path, KERNEL, { target, overwrite: true });
    assert.deepEqual(await kernel(target), [...floats(12, -50)]);
  });

  it('is saving in place where a link leads back to the model', async () => {
    const target = join(model.folder, 'link.json');
    await symlink(model.path, target);
    const { written } = await saveChanged(model.path, KERNEL, { target });
    assert.deepEqual(written, [
      'group1-shard1of3.rev2.bin',
      'group1-shard2of3.rev2.bin',
      'model.json',
    ]);
  });

  it('does not write through a link that leads out of the folder', async () => {
    const target = join(model.folder, 'new', 'model.json');
    await mkdir(join(model.folder, 'weights'));
    await writeFile(join(model.folder, 'weights', 'a'), 'abcd');
    await writeFile(model.path, '[{"paths":["weights/a"],"weights":[]}]');
    await mkdir(dirname(target));
    await symlink(model.folder, join(dirname(target), 'weights'));
    const before = await touched(model.folder);
    await assert.rejects(
      saveChanged(model.path, {}, { target }),
      /weights\/a is a link that leads outside the model's folder, where nothing is written/,
    );
    assert.deepEqual(await touched(model.folder), before);
    assert.deepEqual(await namesIn(dirname(target)), ['weights']);
  });
});
