import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  link,
  mkdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changedModel, QUIET, saveChanged, saveOpened } from '../../support/changedModel';
import {
  denseTensors,
  float32Tensor,
  floats,
  namesIn,
  type SavedFolder,
  touched,
  writeModel,
} from './models';
import { buildScript, type BuiltScript } from './scripts';

const CROSSING = { 'd1/kernel': { values: floats(12, -50) } };
const WITHIN = { 'd2/bias': { values: floats(2, -50) } };
const LARGE = 300_000;

/** Whether this user may mount file systems that nobody else sees. */
const canMount = spawnSync('unshare', ['-m', 'true']).status === 0;

describe('a save that cannot be', () => {
  let script: BuiltScript;
  let model: SavedFolder;
  before(async () => {
    script = await buildScript('saveOnce');
  });
  after(() => script.remove());
  beforeEach(async () => {
    const large = float32Tensor('large', [LARGE], 0);
    model = await writeModel([{ tensors: [large, ...denseTensors()], shardSizes: [700_000] }]);
  });
  afterEach(() => model.remove());

  /** What a process says that saves where the shell has made things hard. `$folder` is the model's. */
  function saveUnder(conditions: string, name: string, size: number): string {
    const command = `folder='${model.folder}'; ${conditions} && exec "$0" "$@"`;
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', command, process.execPath, script.path, model.path, name, String(size)],
      { encoding: 'utf8' },
    );
    return (stdout === '' ? stderr : stdout).trim();
  }

  for (const [title, name, size, file] of [
    ['one shard', 'd2/bias', 2, 'group1-shard2of2.bin'],
    ['several', 'large', LARGE, 'group1-shard1of2.rev2.bin'],
  ] as const) {
    it(`for want of room leaves the model and no other file, with ${title} to write`, async () => {
      const before = await touched(model.folder);
      assert.equal(
        saveUnder('ulimit -f 600', name, size),
        `${file} could not be saved: it is larger than files may be here. Save to another disk. Nothing was changed.`,
      );
      assert.deepEqual(await touched(model.folder), before);
    });
  }

  if (canMount) {
    for (const [title, name, size, file] of [
      ['one shard', 'd2/bias', 2, 'group1-shard2of2.bin'],
      ['several', 'large', LARGE, 'group1-shard2of2.rev2.bin'],
    ] as const) {
      it(`on a full disk leaves the model and no other file, with ${title} to write`, () => {
        const mounted = join(script.folder, 'mounted');
        const steps = [
          `mkdir -p ${mounted}`,
          `mount -t tmpfs -o size=2100k none ${mounted}`,
          `cp '${model.folder}'/* ${mounted}`,
          `"$0" "$1" ${mounted}/model.json ${name} ${size}`,
          `cd ${mounted}`,
          `ls -A`,
          `cmp '${model.folder}/group1-shard1of2.bin' group1-shard1of2.bin`,
          `cmp '${model.folder}/group1-shard2of2.bin' group1-shard2of2.bin`,
          `cmp '${model.path}' model.json`,
        ].join(' && ');
        const filled = steps.replace(
          '"$0" "$1"',
          `(head -c 650000 /dev/zero > ${mounted}/other || true) && "$0" "$1"`,
        );
        const { stdout, stderr } = spawnSync(
          'unshare',
          ['-m', 'sh', '-c', title === 'several' ? steps : filled, process.execPath, script.path],
          { encoding: 'utf8' },
        );
        const others = title === 'several' ? [] : ['other'];
        assert.deepEqual(
          [stderr, ...stdout.trim().split('\n')],
          [
            '',
            `${file} could not be saved: the disk is full. Make room and save again. Nothing was changed.`,
            'group1-shard1of2.bin',
            'group1-shard2of2.bin',
            'model.json',
            ...others,
          ],
        );
      });
    }

    it('in a read-only folder says so, and that the model can be saved elsewhere', async () => {
      const before = await touched(model.folder);
      const { stdout, stderr } = spawnSync(
        'unshare',
        [
          '-m',
          'sh',
          '-c',
          `mount --bind '${model.folder}' '${model.folder}' && mount -o remount,ro,bind '${model.folder}' && "$0" "$@"`,
          process.execPath,
          script.path,
          model.path,
          'd2/bias',
          '2',
        ],
        { encoding: 'utf8' },
      );
      assert.equal(
        stdout.trim(),
        '.model.json.weightscope-save could not be saved: the disk is read-only. Save elsewhere. Nothing was changed.',
        stderr,
      );
      assert.deepEqual(await touched(model.folder), before);
    });
  } else {
    console.log('      not run: full and read-only disks, which take a user who may mount');
  }

  it('to a place below a file says that its folder is not there', async () => {
    const target = join(model.path, 'sub', 'model.json');
    await assert.rejects(
      saveChanged(model.path, WITHIN, { target }),
      /could not be saved: its folder, or a file of the save, is no longer there/,
    );
  });

  it('for a file that vanished while it was saved leaves the model as it is then', async () => {
    const opened = await changedModel(model.path, CROSSING);
    let turns = 0;
    const lost = join(model.folder, 'group1-shard1of2.bin');
    const call = {
      ...QUIET,
      turn: async (): Promise<void> => {
        turns += 1;
        if (turns === 3) await rename(lost, `${lost}.away`);
      },
    };
    await assert.rejects(saveOpened(opened, { call }));
    assert.deepEqual(await namesIn(model.folder), [
      'group1-shard1of2.bin.away',
      'group1-shard2of2.bin',
      'model.json',
    ]);
  });

  it('because another process is saving says so, and cleans up once that has died', async () => {
    const journal = join(model.folder, '.model.json.weightscope-save');
    const host = (await import('node:os')).hostname();
    const text = (pid: number): string => JSON.stringify({ process: pid, host, made: [] });
    await writeFile(journal, text(process.ppid));
    await assert.rejects(
      saveChanged(model.path, WITHIN),
      /^Error: model\.json is being saved by another program\. Wait for that and save again; if there is none, delete \.model\.json\.weightscope-save/,
    );
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    await writeFile(journal, text(gone));
    await saveChanged(model.path, WITHIN);
    assert.ok(!(await namesIn(model.folder)).includes('.model.json.weightscope-save'));
  });

  it('because of a journal that came with the model removes nothing but what a save leaves', async () => {
    await writeFile(join(model.folder, 'notes.txt'), 'mine');
    // What is there before a save is older than its journal; a clock may not tell on a fast disk.
    await utimes(join(model.folder, 'notes.txt'), 1, 1);
    await mkdir(join(model.folder, '..', 'weightscope-outside'), { recursive: true });
    const outside = join(tmpdir(), 'weightscope-outside', 'notes.txt');
    await writeFile(outside, 'mine');
    const made = [
      { path: 'notes.txt', of: null },
      { path: 'group1-shard2of2.bin', of: 'notes.txt' },
      { path: '../weightscope-outside/notes.txt', of: null },
      { path: outside, of: null },
      { path: 'model.json', of: null },
      { path: 'group1-shard1of2.bin', of: null },
      { path: 7 },
      null,
    ];
    await writeFile(join(model.folder, '.model.json.weightscope-save'), JSON.stringify({ made }));
    const before = await namesIn(model.folder);
    await saveChanged(model.path, WITHIN);
    const journal = '.model.json.weightscope-save';
    assert.deepEqual(
      await namesIn(model.folder),
      before.filter((name) => name !== journal),
    );
    assert.equal(await readFile(outside, 'utf8'), 'mine');
    await rm(join(tmpdir(), 'weightscope-outside'), { recursive: true });
  });

  it('is not hindered by a leftover that is a link', async () => {
    const aim = join(model.folder, 'aim');
    await writeFile(aim, 'mine');
    await symlink(aim, join(model.folder, '.group1-shard2of2.bin.weightscope-tmp'));
    await saveChanged(model.path, WITHIN);
    assert.equal(await readFile(aim, 'utf8'), 'mine');
  });
});

describe('files that are links', () => {
  let model: SavedFolder;
  beforeEach(async () => {
    model = await writeModel([{ tensors: denseTensors(), shardSizes: [] }]);
  });
  afterEach(() => model.remove());
  const shard = (): string => join(model.folder, 'group1-shard1of1.bin');

  it('stay links: what they lead to inside the folder is written', async () => {
    await rename(shard(), join(model.folder, 'real.bin'));
    await symlink('real.bin', shard());
    const text = await readFile(model.path);
    await saveChanged(model.path, WITHIN);
    assert.deepEqual(await namesIn(model.folder), [
      'group1-shard1of1.bin',
      'model.json',
      'real.bin',
    ]);
    assert.deepEqual(await readFile(model.path), text);
    const bytes = await readFile(join(model.folder, 'real.bin'));
    assert.equal(bytes.readFloatLE(96), -50);
    assert.ok((await stat(join(model.folder, 'real.bin'))).ino === (await stat(shard())).ino);
  });

  it('leave the other names of a file with the old bytes', async () => {
    const other = join(model.folder, 'backup.bin');
    await link(shard(), other);
    const before = await readFile(other);
    await saveChanged(model.path, WITHIN);
    assert.deepEqual(await readFile(other), before);
    assert.notDeepEqual(await readFile(shard()), before);
  });

  it('are refused where model.json leads outside of its folder and would have to change', async () => {
    const outside = await writeModel([{ tensors: denseTensors(), shardSizes: [30] }]);
    try {
      await rename(outside.path, join(model.folder, 'far.json'));
      await symlink(join(model.folder, 'far.json'), outside.path);
      const before = await touched(outside.folder);
      await assert.rejects(
        saveChanged(outside.path, CROSSING),
        /model\.json is a link that leads outside the model's folder, where nothing is written/,
      );
      assert.deepEqual(await touched(outside.folder), before);
      await saveChanged(outside.path, WITHIN);
    } finally {
      await outside.remove();
    }
  });
});
