import assert from 'node:assert/strict';
import { basename } from 'node:path';
import type { Frame } from 'playwright-core';
import { seriousViolations } from './support/axe';
import { cell, cellShows, openCopy, typeInto } from './support/editing';
import { compareWith } from './support/compare';
import { workbench } from './support/hooks';

const COLLAPSED = 'coffee-roasting-collapsed';

describe('Comparing the unsaved edits of a model', () => {
  const tab = (text: string) => workbench().page.locator('.tab', { hasText: text }).first();

  /** The page of the tab in front, once its summary reads like this. */
  async function compared(title: string, summary: string): Promise<Frame> {
    await tab(title).waitFor();
    const frame = await workbench().editorFrame();
    await frame.getByText(summary, { exact: true }).waitFor();
    return frame;
  }

  it('says that there are none where nothing is edited', async () => {
    await openCopy('coffee-roasting');
    await workbench().runCommand('Weightscope: Compare with Saved');
    await workbench().runCommand('Notifications: Show Notifications');
    const text = 'has no unsaved edits: there is nothing to compare with its file.';
    await workbench().page.locator('.notification-list-item:visible', { hasText: text }).waitFor();
    await workbench().runCommand('Notifications: Clear All Notifications');
  });

  it('holds them against the file, and follows undo', async () => {
    const { frame: editor, folder } = await openCopy('coffee-roasting');
    const before = await cell(editor, 0, 0).innerText();
    await typeInto(editor, [0, 0], '17');
    await workbench().runCommand('Weightscope: Compare with Saved');
    const frame = await compared(
      'model.json (saved) ↔ model.json (edited)',
      '6 tensors compared, 5 bit-identical',
    );
    const [first] = await frame.locator('.compareTable .tableRow').allInnerTexts();
    assert.match(first ?? '', /layer_1\/kernel/);
    await workbench().screenshot('compare-with-saved');
    const again = await workbench().openModel(`${basename(folder)}/model.json`);
    await cellShows(again, [0, 0], '17');
    await cell(again, 0, 0).click();
    await workbench().page.keyboard.press('Control+z');
    await cellShows(again, [0, 0], before);
    await tab('model.json (saved) ↔').click();
    await compared('model.json (saved) ↔ model.json', '6 tensors compared, all bit-identical');
  });

  it('takes them for the values of the model in any other comparison, and says so', async () => {
    const { frame: editor } = await openCopy(COLLAPSED);
    await typeInto(editor, [0, 0], '17');
    await compareWith(COLLAPSED);
    const frame = await compared(' (edited) ↔ ', '6 tensors compared, 5 bit-identical');
    const side = frame.locator('.compareModel').first();
    assert.match((await side.getAttribute('title')) ?? '', /Compared with its unsaved edits\./);
  });

  it('is offered after an injection', async () => {
    const { page } = workbench();
    await openCopy('coffee-roasting');
    await workbench().runCommand('Weightscope: Inject Weights from Another Model…');
    await page
      .locator('.quick-input-list .monaco-list-row', { hasText: `${COLLAPSED}/model.json` })
      .first()
      .click();
    await page.locator('.tab.active', { hasText: 'Inject into' }).waitFor();
    const plan = await workbench().editorFrame();
    await plan.getByText('6 of 6 tensors will be copied.').waitFor();
    await plan.getByRole('button', { name: 'Inject', exact: true }).click();
    await page.locator('.tab.active', { hasText: 'Injection' }).waitFor();
    await workbench().runCommand('Notifications: Show Notifications');
    await page
      .locator('.notifications-center')
      .getByRole('button', { name: 'What Changed?' })
      .click();
    await compared(
      'model.json (saved) ↔ model.json (edited)',
      '6 tensors compared, 0 bit-identical',
    );
    await workbench().runCommand('Notifications: Clear All Notifications');
  });

  it('is reached from the header of the model, by the keyboard too', async () => {
    const { frame: editor } = await openCopy('coffee-roasting');
    const open = editor.getByRole('button', { name: 'Compare', exact: true });
    await open.click();
    const saved = editor.getByRole('menuitem', { name: 'With Saved' });
    assert.equal(await saved.getAttribute('aria-disabled'), 'true');
    assert.deepEqual(await seriousViolations(editor), []);
    await workbench().page.keyboard.press('Escape');
    await typeInto(editor, [0, 0], '17');
    await editor.getByRole('button', { name: '1 tensor changed' }).waitFor();
    await open.focus();
    await workbench().page.keyboard.press('ArrowDown');
    await saved.waitFor();
    await workbench().screenshot('compare-menu');
    await workbench().page.keyboard.press('ArrowDown');
    await workbench().page.keyboard.press('Enter');
    await compared(
      'model.json (saved) ↔ model.json (edited)',
      '6 tensors compared, 5 bit-identical',
    );
  });
});
