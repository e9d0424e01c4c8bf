import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommitFiles } from '../../../src/host/node/commitFiles';
import { Git, GitError } from '../../../src/host/node/git';
import { CancelledError } from '../../../src/protocol/channel';
import { commitAll, gitRepository } from '../../support/gitRepository';

const NEVER = new AbortController().signal;

describe('files of a commit', () => {
  let home = '';
  let repository = '';
  let target = '';
  let git: ReturnType<typeof gitRepository>;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'weightscope-'));
    repository = join(home, 'repository');
    target = join(home, 'target');
    git = gitRepository(repository);
    await mkdir(join(repository, 'net'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const put = (path: string, bytes: string | Uint8Array): Promise<void> =>
    writeFile(join(repository, 'net', path), bytes);
  const filesOf = (hash: string): CommitFiles =>
    new CommitFiles(
      new Git('git', join(repository, 'net')),
      { hash, short: hash.slice(0, 7) },
      target,
    );
  const pointerTo = (bytes: Uint8Array): { readonly oid: string; readonly text: string } => {
    const oid = createHash('sha256').update(bytes).digest('hex');
    const text = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${bytes.length}\n`;
    return { oid, text };
  };

  it('are what was committed, byte for byte, whatever filter git would show them through', async () => {
    const bytes = randomBytes(3_000_000);
    await mkdir(join(repository, 'net', 'shards'));
    await put('shards/a b.bin', bytes);
    await put('.gitattributes', '*.bin diff=shout\n');
    git('config', 'diff.shout.textconv', 'wc -c');
    const first = commitAll(git, 'First');
    await put('shards/a b.bin', 'something else');
    commitAll(git, 'Second');
    assert.equal(await filesOf(first).bring('shards/a b.bin', NEVER), undefined);
    assert.ok(bytes.equals(await readFile(join(target, 'shards', 'a b.bin'))));
  });

  it('are refused with a sentence where the commit has none, or a link out of the repository', async () => {
    await put('model.json', '{}');
    await writeFile(join(home, 'secret'), 'secret');
    await symlink(join(home, 'secret'), join(repository, 'net', 'weights.bin'));
    const hash = commitAll(git, 'First');
    const files = filesOf(hash);
    const short = hash.slice(0, 7);
    assert.equal(await files.bring('gone.bin', NEVER), `gone.bin is not in commit ${short}.`);
    assert.match(
      (await files.bring('weights.bin', NEVER)) ?? '',
      /^weights\.bin is a symbolic link in commit/,
    );
    assert.ok(!existsSync(join(target, 'weights.bin')));
  });

  it('that Git LFS keeps come from its own store, or it is said how to fetch them', async () => {
    const bytes = randomBytes(5000);
    const { oid, text } = pointerTo(bytes);
    await put('weights.bin', text);
    const hash = commitAll(git, 'First');
    assert.match(
      (await filesOf(hash).bring('weights.bin', NEVER)) ?? '',
      /kept by Git LFS, and its content in commit .* is not on this machine\. Run "git lfs fetch origin/,
    );
    await rm(target, { recursive: true });
    const store = join(repository, '.git', 'lfs', 'objects', oid.slice(0, 2), oid.slice(2, 4));
    await mkdir(store, { recursive: true });
    await writeFile(join(store, oid), bytes);
    assert.equal(await filesOf(hash).bring('weights.bin', NEVER), undefined);
    assert.ok(bytes.equals(await readFile(join(target, 'weights.bin'))));
  });

  it('are not asked of options that look like names', async () => {
    await put('model.json', '{}');
    commitAll(git, 'First');
    const inFolder = new Git('git', repository);
    const output = join(home, 'written');
    const args = ['log', '-1', '--end-of-options', `--output=${output}`, '--'];
    await assert.rejects(inFolder.text(args), GitError);
    assert.ok(!existsSync(output));
  });

  it('stop coming when nobody wants them any more', async () => {
    await put('weights.bin', randomBytes(2_000_000));
    const hash = commitAll(git, 'First');
    await assert.rejects(filesOf(hash).bring('weights.bin', AbortSignal.abort()), CancelledError);
  });
});
