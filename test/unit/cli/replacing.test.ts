import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCli } from '../../support/buildCli';

describe('the command line, told to replace what is there', () => {
  let bundle = '';
  let cli = '';
  let folder = '';
  const shard = 'group1-shard1of1.bin';

  /** Works in a folder of its own, with models a and b. */
  const run = (args: readonly string[], cwd = folder) =>
    spawnSync(process.execPath, [cli, ...args, '--force'], { encoding: 'utf8', cwd });
  const refuses = async (args: readonly string[], sentence: RegExp, cwd = folder) => {
    const there = await readdir(folder, { recursive: true });
    const { status, stderr } = run(args, cwd);
    assert.equal(status, 2, stderr);
    assert.match(stderr, sentence);
    assert.deepEqual(await readdir(folder, { recursive: true }), there);
  };
  const compared = (...args: string[]) => [
    'compare',
    join(folder, 'a'),
    join(folder, 'b'),
    ...args,
  ];
  const exported = (...args: string[]) => ['export', join(folder, 'a'), ...args];

  before(async () => {
    bundle = await mkdtemp(join(tmpdir(), 'weightscope-cli-'));
    cli = buildCli(bundle);
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weightscope-replacing-'));
    for (const name of ['a', 'b'])
      await cp('samples/iris', join(folder, name), { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  after(() => rm(bundle, { recursive: true, force: true }));

  it('refuses an empty path, which would be the folder one works in', async () => {
    const work = join(folder, 'work');
    await mkdir(work);
    for (const option of ['--align-to', '--html', '--markdown', '--csv'])
      await refuses(compared(option, ''), new RegExp(`${option} is empty`), work);
    await refuses(exported('--format', 'csv', '--out', ''), /--out is empty/, work);
  });

  it('keeps the folder one works in, those above it, and folders of other files', async () => {
    const work = join(folder, 'work', 'deep');
    const other = join(folder, 'other');
    await mkdir(work, { recursive: true });
    await mkdir(other);
    await writeFile(join(other, 'thesis.txt'), 'years');
    for (const target of ['.', '..'])
      await refuses(compared('--align-to', target), /holds the folder you work in/, work);
    await refuses(compared('--align-to', other), /other holds other files and no model\.json/);
    const csv = exported('--format', 'csv', '--out', other);
    await refuses(csv, /other holds other files and no tensors\.csv/);
  });

  it('replaces an empty folder, and what an export wrote before', async () => {
    const out = join(folder, 'out');
    for (const format of ['csv', 'tfjs']) {
      await mkdir(out);
      for (let i = 0; i < 2; i++) {
        const { status, stderr } = run(exported('--format', format, '--out', out));
        assert.equal(status, 0, stderr);
      }
      await rm(out, { recursive: true });
    }
  });

  it('keeps targets out of each other', async () => {
    const both = /are in each other's way/;
    await refuses(compared('--html', 'r', '--csv', './r'), both);
    await mkdir(join(folder, 'out'));
    await refuses(compared('--align-to', 'out', '--html', 'out/r.html'), both);
  });

  it('keeps the shards that are read', async () => {
    const read = /holds a model that is read/;
    await refuses(compared('--csv', join('b', shard)), read);
    await refuses(exported('--format', 'npz', '--out', join('a', shard)), read);
    const weights = join(folder, 'b', 'weights');
    await mkdir(weights);
    const json = await readFile('samples/iris/model.json', 'utf8');
    const [name = ''] = (await readdir(join(folder, 'b'))).filter((one) => one.endsWith('.bin'));
    await cp(join(folder, 'b', name), join(weights, name));
    await writeFile(join(folder, 'b', 'model.json'), json.replace(name, `weights/${name}`));
    // A model of its own beside the shards, so that the folder looks like one to replace.
    await writeFile(join(weights, 'model.json'), json);
    await refuses(compared('--align-to', join('b', 'weights')), read);
  });

  it('keeps a model whose model.json is a link, where the link lies and where it leads', async () => {
    const configs = join(folder, 'configs');
    await mkdir(configs);
    await cp('samples/iris/model.json', join(configs, 'model.json'));
    await rm(join(folder, 'b', 'model.json'));
    await symlink(join(configs, 'model.json'), join(folder, 'b', 'model.json'));
    for (const target of ['b', 'configs'])
      await refuses(compared('--align-to', target), /holds a model that is read/);
  });

  it('says before any work that a file is no folder, and a folder no file', async () => {
    await mkdir(join(folder, 'some'));
    await refuses(compared('--html', 'some'), /some is there and is no file/);
    await writeFile(join(folder, 'file'), '');
    await refuses(compared('--align-to', 'file'), /file is there and is no folder/);
    await refuses(compared('--html', 'file/r.html'), /has no folder to lie in: file is a file/);
  });

  it('replaces a report whole, and leaves nothing beside it', async () => {
    await writeFile(join(folder, 'r.csv'), 'old');
    assert.equal(run(compared('--csv', 'r.csv')).status, 0);
    assert.match(await readFile(join(folder, 'r.csv'), 'utf8'), /^tensor,/);
    assert.deepEqual((await readdir(folder)).sort(), ['a', 'b', 'r.csv']);
    assert.ok(existsSync(join(folder, 'a', shard)));
  });
});
