import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { commitAll, gitRepository } from '../support/gitRepository';
import { workbench } from './support/hooks';
import { writeDense } from './support/models';

const POINTER = `version https://git-lfs.github.com/spec/v1
oid sha256:${'ab'.repeat(32)}
size 64
`;

describe('Comparing a model with its commits', () => {
  const folder = (): string => join(workbench().folder, 'history');
  const tab = (text: string): Locator =>
    workbench().page.locator('.tab.active', { hasText: text }).first();
  let git: ReturnType<typeof gitRepository>;

  const write = (kernel: number, last: number): Promise<void> =>
    writeDense(folder(), [
      { name: 'first', kernel: [[kernel, 1]] },
      { name: 'last', kernel: [[1], [last]] },
    ]);

  before(async () => {
    git = gitRepository(folder());
    await write(1, 1);
    commitAll(git, 'Start');
    git('tag', 'v1');
    await write(2, 1);
    commitAll(git, 'Train the first layer');
    await write(2, 5);
  });

  async function compared(title: string, summary: string): Promise<Frame> {
    await tab(title).waitFor();
    const frame = await workbench().editorFrame();
    await frame.getByText(summary, { exact: true }).waitFor();
    return frame;
  }

  const changed = async (frame: Frame): Promise<readonly string[]> => {
    const rows = frame.locator('.compareTable .tableRow');
    return (await rows.allInnerTexts())
      .filter((text) => !text.includes('bit-identical'))
      .map((text) => text.split(/\s/)[0] ?? '');
  };

  it('shows what the files changed since HEAD, survives a reload of the window, and follows a commit', async () => {
    await workbench().openModel('history/model.json');
    await workbench().runCommand('Weightscope: Compare with HEAD');
    const title = 'model.json (HEAD) ↔ model.json';
    const frame = await compared(title, '2 tensors compared, 1 bit-identical');
    assert.deepEqual(await changed(frame), ['last/kernel']);
    const told = await frame.locator('.compareModel').first().getAttribute('title');
    assert.match(told ?? '', /Compared as of commit .*: Train the first layer/);
    await workbench().screenshot('compare-with-head');

    const reloaded = workbench().page.waitForEvent('load');
    await workbench().runCommand('Developer: Reload Window');
    await reloaded;
    const again = await compared(title, '2 tensors compared, 1 bit-identical');
    assert.deepEqual(await changed(again), ['last/kernel']);

    commitAll(git, 'Train the last layer');
    await again.getByText('2 tensors compared, all bit-identical').waitFor();
  });

  it('offers tags, branches and the commits that changed the model, and takes any name that is typed', async () => {
    const { page } = workbench();
    await workbench().openModel('history/model.json');
    await workbench().runCommand('Weightscope: Compare with Branch, Tag or Commit…');
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: 'Train the first layer' }).first().waitFor();
    await rows.filter({ hasText: 'main' }).first().waitFor();
    await rows.filter({ hasText: 'v1' }).first().click();
    const frame = await compared(
      'model.json (v1) ↔ model.json',
      '2 tensors compared, 0 bit-identical',
    );
    assert.deepEqual((await changed(frame)).toSorted(), ['first/kernel', 'last/kernel']);
    await workbench().openModel('history/model.json');
    await workbench().runCommand('Weightscope: Compare with Branch, Tag or Commit…');
    await page.locator('.quick-input-widget:visible input[type=text]').fill('main~1');
    await rows.filter({ hasText: 'as typed' }).click();
    await compared('model.json (main~1) ↔ model.json', '2 tensors compared, 1 bit-identical');
  });

  it('says of a shard that Git LFS has not fetched what to do, and compares the rest', async () => {
    await writeFile(join(folder(), 'weights.bin'), POINTER);
    commitAll(git, 'Move weights to LFS');
    await write(2, 5);
    await workbench().openModel('history/model.json');
    await workbench().runCommand('Weightscope: Compare with HEAD');
    const frame = await compared(
      'model.json (HEAD) ↔ model.json',
      '2 tensors compared, 0 bit-identical, 2 cannot be read',
    );
    await frame
      .getByText(/weights\.bin is kept by Git LFS.*git lfs fetch origin/)
      .first()
      .waitFor();
  });

  it('says that a model in no repository has no commits', async () => {
    await workbench().openModel('iris/model.json');
    await workbench().runCommand('Weightscope: Compare with HEAD');
    await workbench().runCommand('Notifications: Show Notifications');
    await workbench()
      .page.locator('.notification-list-item:visible', {
        hasText: 'model.json is in no Git repository that VS Code can open',
      })
      .first()
      .waitFor();
    await workbench().runCommand('Notifications: Clear All Notifications');
  });
});
