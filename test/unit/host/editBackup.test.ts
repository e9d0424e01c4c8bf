import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Edit } from '../../../src/core/model/edits/edit';
import {
  findBackup,
  readEditBackup,
  removeEditBackup,
  writeEditBackup,
} from '../../../src/host/node/editBackup';
import {
  removeAbandonedValueFiles,
  removeValueFiles,
  valueFilesOf,
} from '../../../src/host/node/valueFiles';

const document = 'file:///models/model.json';
const whole = '00000000-0000-4000-8000-000000000000.values';

const edits: readonly Edit[] = [
  {
    label: 'Set "kernel" to 0',
    patches: [
      {
        kind: 'cells',
        weight: 2,
        positions: Float64Array.of(0, 2 ** 40),
        values: Float32Array.of(NaN, -0),
      },
      { kind: 'scale', weight: 1, slice: { axis: 0, index: 3 }, factor: Infinity },
    ],
    storage: [{ weight: 1, as: 'requantize' }],
    metadata: [
      { key: 'weightscope.injection', value: { copied: ['kernel'] } },
      { key: 'old', value: undefined },
    ],
  },
  {
    label: 'Draw anew',
    patches: [
      { kind: 'values', weight: 0, file: whole },
      {
        kind: 'cells',
        weight: 4,
        positions: Float64Array.of(1),
        values: BigInt64Array.of(-(2n ** 63n)),
      },
    ],
    storage: [],
  },
];

describe('A backup of unsaved edits', () => {
  let folder = '';
  let values = '';
  const at = (name: string): string => join(folder, name);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-backup-'));
    values = at('values');
    await mkdir(values);
    await writeFile(join(values, whole), 'all values');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('gives back every edit to the last bit, and the files of whole tensors', async () => {
    await writeEditBackup(at('1'), { edits, files: 'stamps' }, document, values);
    await removeValueFiles(valueFilesOf(edits), values);
    assert.deepEqual(await readdir(values), []);
    const read = await readEditBackup(at('1'), values);
    assert.deepEqual(read.edits, edits);
    assert.equal(read.files, 'stamps');
    assert.equal(await readFile(join(values, whole), 'utf8'), 'all values');
  });

  it('is there whole or not at all', async () => {
    await rm(join(values, whole));
    await assert.rejects(writeEditBackup(at('1'), { edits, files: '' }, document, values));
    assert.equal(await findBackup(undefined, folder, document), undefined);
    assert.deepEqual(await readdir(folder), ['values']);
  });

  it('says in a sentence why it cannot be read', async () => {
    await writeEditBackup(at('1'), { edits, files: '' }, document, values);
    await writeFile(join(at('1'), 'edits'), 'damaged');
    await assert.rejects(readEditBackup(at('1'), values), {
      message: /^Unsaved edits of an earlier session could not be restored: .+\.$/,
    });
    await removeEditBackup(at('1'));
    await assert.rejects(readEditBackup(at('1'), values), /could not be restored: ENOENT/);
  });

  it('brings no file from elsewhere, whatever it names', async () => {
    const [first] = edits;
    assert.ok(first);
    const patches = [{ kind: 'values', weight: 0, file: '../secret' }] as const;
    await writeFile(at('secret'), 'not ours');
    await assert.rejects(
      writeEditBackup(at('1'), { edits: [{ ...first, patches }], files: '' }, document, values),
      /"\.\.\/secret" is no name of a file of values/,
    );
  });

  it('is found after a crash that VS Code wrote none down for, or an older one', async () => {
    await writeEditBackup(at('1'), { edits, files: '' }, document, values);
    assert.equal(await findBackup(undefined, folder, document), undefined, 'its process runs');
    await abandon(at('1'));
    assert.equal(await findBackup(undefined, folder, document), at('1'));
    assert.equal(await findBackup(at('0'), folder, document), at('1'));
    assert.equal(await findBackup(undefined, folder, 'file:///other/model.json'), undefined);
    assert.equal(await findBackup(undefined, at('nowhere'), document), undefined);
  });

  it('is the one that VS Code names, if that is there', async () => {
    await writeEditBackup(at('1'), { edits, files: '' }, document, values);
    await writeEditBackup(at('2'), { edits, files: '' }, document, values);
    await abandon(at('1'));
    assert.equal(await findBackup(at('2'), folder, document), at('2'));
  });

  /** As if the process that wrote it had ended. */
  async function abandon(backup: string): Promise<void> {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await writeFile(join(backup, 'owner.json'), JSON.stringify({ document, process: pid }));
  }
});

describe('Files of whole tensors', () => {
  it('are removed when nobody has used them for months, and kept before', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'weightscope-values-'));
    try {
      await writeFile(join(folder, 'old'), '');
      await writeFile(join(folder, 'new'), '');
      const { mtimeMs } = await stat(join(folder, 'new'));
      const monthsAgo = new Date(mtimeMs - 100 * 24 * 60 * 60 * 1000);
      await utimes(join(folder, 'old'), monthsAgo, monthsAgo);
      await removeAbandonedValueFiles(folder);
      assert.deepEqual(await readdir(folder), ['new']);
      await removeAbandonedValueFiles(join(folder, 'nowhere'));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
