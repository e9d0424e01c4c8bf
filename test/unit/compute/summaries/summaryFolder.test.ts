import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SummaryFolder } from '../../../../src/compute/summaries/summaryFolder';

describe('the folder of summaries', () => {
  let parent = '';
  let path = '';

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'weightscope-'));
    path = join(parent, 'not yet', 'there');
  });
  afterEach(() => rm(parent, { recursive: true }));

  /** Makes all that is there look as if it had been used so long ago. */
  const age = async (seconds: number): Promise<void> => {
    for (const name of await readdir(path)) {
      const { mtimeMs } = await stat(join(path, name));
      const then = new Date(mtimeMs - 1000 * seconds);
      await utimes(join(path, name), then, then);
    }
  };

  it('keeps those used last, up to a number of files and of bytes', async () => {
    const folder = new SummaryFolder(path, { files: 3, bytes: 100 });
    const has = async (key: string): Promise<boolean> => (await folder.read(key)) !== undefined;
    for (const key of ['a', 'b', 'c']) {
      await folder.write(key, new Uint8Array(20));
      await age(10);
    }
    assert.ok(await has('a'));
    await folder.write('d', new Uint8Array(20));
    assert.equal(await has('b'), false);
    assert.deepEqual([await has('a'), await has('c'), await has('d')], [true, true, true]);
    await age(10);
    await folder.write('e', new Uint8Array(90));
    assert.equal((await readdir(path)).length, 1);
    assert.ok(await has('e'));
  });

  it('drops in its time what a process left behind that ended while it wrote', async () => {
    const folder = new SummaryFolder(path, { files: 2, bytes: 1000 });
    await folder.write('a', Uint8Array.of(1));
    await writeFile(join(path, 'a.summary.partial'), 'half');
    await age(10);
    await folder.write('a', Uint8Array.of(1));
    await folder.write('b', Uint8Array.of(2));
    assert.ok(!(await readdir(path)).includes('a.summary.partial'));
  });

  it('is never read half written, and holds what one of two writers wrote', async () => {
    const folders = [new SummaryFolder(path), new SummaryFolder(path)];
    const texts = ['x'.repeat(100_000), 'y'.repeat(200_000)];
    const reading = { on: true };
    const reads = (async () => {
      while (reading.on) {
        const bytes = await folders[0]?.read('model');
        if (bytes !== undefined) assert.ok(texts.includes(Buffer.from(bytes).toString()));
      }
    })();
    for (let round = 0; round < 20; round++)
      await Promise.all(
        folders.map((folder, i) => folder.write('model', Buffer.from(texts[i] ?? ''))),
      );
    reading.on = false;
    await reads;
    assert.equal((await readdir(path)).length, 1);
  });
});
