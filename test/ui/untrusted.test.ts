import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { Workbench } from '../support/workbench';

describe('A person in a folder that is not trusted', () => {
  const model = 'iris/model.json';
  let window: Workbench;
  let frame: Frame;

  before(async function () {
    this.timeout(300_000);
    window = await Workbench.open({ untrusted: true, vsix: process.env.WEIGHTSCOPE_VSIX });
    frame = await window.openModel(model);
  });

  after(() => window.close());

  const firstCell = () => frame.locator('regular-table tbody td').first();

  /** What the notifications say, which are put away. */
  async function notified(beginning: string): Promise<string> {
    const { page } = window;
    await window.runCommand('Notifications: Show Notifications');
    const message = page
      .locator('.notifications-center .notification-list-item-message')
      .filter({ hasText: beginning });
    await message.first().waitFor();
    const text = await message.first().innerText();
    await window.runCommand('Notifications: Clear All Notifications');
    return text;
  }

  it('sees the layers and the numbers of a model', async () => {
    await frame.getByRole('treeitem').filter({ hasText: 'hidden_1' }).first().waitFor();
    await firstCell().filter({ hasText: '0.3029046' }).waitFor();
    await frame.getByRole('region', { name: 'Statistics' }).getByText('max').waitFor();
  });

  it('is told why a number cannot be changed, which stays as it was', async () => {
    const before = await readFile(join(window.folder, model));
    const why =
      'This workspace is not trusted: its models can be viewed but not changed. Trust it to edit (Workspaces: Manage Workspace Trust).';
    await firstCell().click();
    await window.page.keyboard.type('5');
    await window.page.keyboard.press('Enter');
    await frame.getByText(why).waitFor();
    await frame.getByRole('button', { name: 'Edit', exact: true }).click();
    await frame.getByRole('menuitem', { name: 'Set to Zeros' }).click();
    await frame.getByText(why).waitFor();
    await firstCell().filter({ hasText: '0.3029046' }).waitFor();
    assert.equal(await window.page.locator('.tab.dirty').count(), 0);
    assert.deepEqual(await readFile(join(window.folder, model)), before);
  });

  for (const [button, why] of [
    ['Retrain', 'viewed but not trained. Trust it to retrain'],
    ['Evaluate', 'viewed but not run. Trust it to evaluate'],
  ] as const)
    it(`is told why ${button} does nothing`, async () => {
      await frame.getByRole('button', { name: button, exact: true }).click();
      const text = await notified('This workspace is not trusted: its models');
      assert.ok(text.includes(why), text);
    });

  it('is told why weights are not injected, before choosing any', async () => {
    await frame.getByRole('button', { name: 'Inject', exact: true }).click();
    const text = await notified('This workspace is not trusted: its models');
    assert.ok(text.includes('viewed but not changed. Trust it to inject'), text);
  });

  it('is told why it is not compared with a commit, and Git is not run', async () => {
    await frame.getByRole('button', { name: 'Compare', exact: true }).click();
    await frame.getByRole('menuitem', { name: 'With HEAD' }).click();
    const text = await notified('Git is not run');
    assert.ok(text.includes('Trust it to compare with a commit'), text);
  });

  it('has the settings of training from the folder ignored', async () => {
    const settings = { 'weightscope.training.backend': 'cpu' };
    await mkdir(join(window.folder, '.vscode'), { recursive: true });
    await writeFile(join(window.folder, '.vscode', 'settings.json'), JSON.stringify(settings));
    await window.runCommand('Preferences: Open Workspace Settings');
    const { page } = window;
    await page.locator('.settings-editor .suggest-input-container').click();
    await page.keyboard.type('@id:weightscope.training.backend');
    const setting = page.locator('.setting-item-contents', { hasText: 'Backend' });
    await setting.getByText('Requires workspace trust').waitFor();
  });
});
