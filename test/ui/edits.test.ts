import assert from 'node:assert/strict';
import { seriousViolations } from './support/axe';
import {
  cell,
  cellShows,
  chooseEdit,
  modifiedRows,
  openCopy,
  picture,
  pictureBecomes,
  press,
  statistic,
  tabIsDirty,
  typeInto,
} from './support/editing';
import { workbench } from './support/hooks';
import { gridCells, selectRow, treeRows } from './support/page';

async function writeClipboard(text: string): Promise<void> {
  await workbench().page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
}

describe('A person who edits weights', () => {
  it('types a number and sees cell, heatmap, statistics and marks follow; undo takes all of it back', async () => {
    const { frame } = await openCopy('coffee-roasting');
    const before = await gridCells(frame);
    await cell(frame, 0, 1).click();
    const untouched = await picture(frame);
    await workbench().page.keyboard.type('12.5');
    await press('Enter');
    await cellShows(frame, [0, 1], '12.5');
    await statistic(frame, 'max').getByText('12.5').waitFor();
    await tabIsDirty(true);
    assert.deepEqual(await modifiedRows(frame).allInnerTexts(), ['kernel']);
    await frame
      .getByText(/^input 1, unit 1: /)
      .first()
      .waitFor();
    await press('ArrowUp');
    await frame.getByText(`input 0, unit 1: 12.5, was ${before[0]?.[1]}`).first().waitFor();
    assert.notEqual(await picture(frame), untouched);
    await press('Control+z');
    await pictureBecomes(frame, untouched);
    await tabIsDirty(false);
    assert.deepEqual(await gridCells(frame), before);
    assert.equal(await modifiedRows(frame).count(), 0);
    await press('Control+y');
    await cellShows(frame, [0, 1], '12.5');
    await tabIsDirty(true);
  });

  it('takes back typing with Ctrl+Z inside of a cell, and the edit outside of it', async () => {
    const { frame } = await openCopy('coffee-roasting');
    const [first] = await gridCells(frame);
    await typeInto(frame, [0, 0], '7');
    await cellShows(frame, [0, 0], '7');
    await cell(frame, 0, 2).dblclick();
    const field = frame.getByRole('textbox', { name: 'Value of input 0, unit 2' });
    await press('End');
    await workbench().page.keyboard.type('55');
    assert.equal(await field.inputValue(), `${first?.[2]}55`);
    await press('Control+z');
    assert.equal(await field.inputValue(), first?.[2]);
    await press('Escape');
    await field.waitFor({ state: 'detached' });
    await cellShows(frame, [0, 0], '7');
    await press('Control+z');
    await cellShows(frame, [0, 0], first?.[0] ?? '');
    await tabIsDirty(false);
  });

  it('walks on with Enter and Tab while typing, and begins with every digit by F2', async () => {
    const { frame } = await openCopy('coffee-roasting');
    const before = await gridCells(frame);
    await typeInto(frame, [0, 0], '1');
    await workbench().page.keyboard.type('2');
    await press('Tab');
    await workbench().page.keyboard.type('3');
    await press('Shift+Enter', 'F2');
    const field = frame.getByRole('textbox', { name: 'Value of input 0, unit 1' });
    assert.equal(await field.inputValue(), before[0]?.[1]);
    await press('Enter');
    for (const [at, text] of [
      [[0, 0], '1'],
      [[1, 0], '2'],
      [[1, 1], '3'],
    ] as const) {
      await cellShows(frame, at, text);
    }
    await cellShows(frame, [0, 1], before[0]?.[1] ?? '');
  });

  it('is told what is wrong with a text, and nothing has changed', async () => {
    const { frame } = await openCopy('coffee-roasting');
    const before = await gridCells(frame);
    await typeInto(frame, [0, 0], '0,5');
    await frame
      .getByRole('alert')
      .getByText(/"0,5" holds a comma/)
      .waitFor();
    const field = frame.getByRole('textbox', { name: 'Value of input 0, unit 0' });
    assert.equal(await field.inputValue(), '0,5');
    await press('Escape');
    await field.waitFor({ state: 'detached' });
    assert.deepEqual(await gridCells(frame), before);
    await tabIsDirty(false);
  });

  it('pastes a block of a spreadsheet, and one value into all selected cells', async () => {
    const { frame } = await openCopy('coffee-roasting');
    await writeClipboard('1\t2\r\n3\t4\r\n');
    await cell(frame, 0, 1).click();
    await press('Control+v');
    for (const [at, text] of [
      [[0, 1], '1'],
      [[0, 2], '2'],
      [[1, 1], '3'],
      [[1, 2], '4'],
    ] as const) {
      await cellShows(frame, at, text);
    }
    await writeClipboard('-8.25');
    await cell(frame, 0, 0).click();
    await press('Shift+ArrowDown', 'Shift+ArrowRight', 'Control+v');
    for (const at of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const)
      await cellShows(frame, at, '-8.25');
    await press('Delete');
    for (const at of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const)
      await cellShows(frame, at, '0');
    await press('Control+z');
    await cellShows(frame, [0, 0], '-8.25');
    await press('Control+z');
    await cellShows(frame, [1, 1], '3');
    await press('Control+z');
    await tabIsDirty(false);
  });

  it('is told why a block does not fit, and nothing has changed', async () => {
    const { frame } = await openCopy('coffee-roasting');
    const before = await gridCells(frame);
    await writeClipboard('1\n2\n3\n');
    await cell(frame, 0, 0).click();
    await press('Control+v');
    await frame
      .getByRole('alert')
      .getByText(/3 × 1 values.*room for 2 × 6/)
      .waitFor();
    await frame.getByRole('button', { name: 'Dismiss' }).click();
    assert.deepEqual(await gridCells(frame), before);
    await tabIsDirty(false);
  });

  it('sets, scales, mutes and draws a tensor anew from its Edit menu', async () => {
    const { frame } = await openCopy('coffee-roasting');
    await chooseEdit(frame, 'Set to Ones');
    await statistic(frame, 'mean').getByText('1', { exact: true }).waitFor();
    await chooseEdit(frame, 'Scale…');
    await workbench().page.keyboard.type('-0.5');
    await press('Enter');
    await cellShows(frame, [1, 2], '-0.5');
    await cell(frame, 0, 2).click();
    await chooseEdit(frame, 'Mute Unit 2');
    await cellShows(frame, [1, 2], '0');
    await cellShows(frame, [1, 1], '-0.5');
    assert.deepEqual(await modifiedRows(frame).allInnerTexts(), ['kernel', 'bias']);
    await chooseEdit(frame, 'Draw Anew…');
    const form = frame.getByRole('dialog', { name: 'Draw all values anew' });
    await form.getByRole('textbox', { name: 'Seed' }).fill('-1');
    await press('Enter');
    await form
      .getByRole('alert')
      .getByText(/whole number/)
      .waitFor();
    await form.getByRole('textbox', { name: 'Seed' }).fill('42');
    await press('Enter');
    await form.waitFor({ state: 'detached' });
    await cell(frame, 1, 1)
      .filter({ hasNotText: /^-0.5$/ })
      .waitFor();
    const drawn = await gridCells(frame);
    await press('Control+z');
    await cellShows(frame, [1, 1], '-0.5');
    await press('Control+y');
    await cellShows(frame, [1, 1], drawn[1]?.[1] ?? '');
  });

  it('sets a whole layer to zeros from its context menu', async () => {
    const { frame } = await openCopy('coffee-roasting');
    const { page } = workbench();
    await treeRows(frame).filter({ hasText: 'layer_2' }).click({ button: 'right' });
    // A click so soon after the one that opened the menu would count as part of it.
    await page.locator('.monaco-menu').getByText('Set to Zeros', { exact: true }).hover();
    await press('Enter');
    await frame.getByRole('button', { name: '2 tensors changed' }).waitFor();
    await selectRow(frame, 'kernel', 'layer_2');
    await frame.getByText('All 36 finite values are 0.').waitFor();
    assert.deepEqual(await modifiedRows(frame).allInnerTexts(), ['kernel', 'bias']);
  });

  it('keeps the place in grid and heatmap while values change', async () => {
    const { frame } = await openCopy('digits');
    await selectRow(frame, 'kernel', 'hidden');
    await frame.getByRole('heading', { name: 'hidden › kernel' }).waitFor();
    await gridCells(frame);
    await workbench().runCommand('Weightscope: Go to Index…');
    await workbench().page.locator('.quick-input-widget:visible input').fill('100, 20');
    await press('Enter');
    await frame
      .getByText(/^input 100, unit 20: /)
      .first()
      .waitFor();
    const selected = frame.locator('regular-table td.focus');
    await selected.waitFor();
    const place = (): Promise<readonly number[]> =>
      frame
        .locator('regular-table')
        .evaluate(({ scrollTop, scrollLeft }) => [scrollTop, scrollLeft]);
    const before = await place();
    await selected.click();
    await workbench().page.keyboard.type('9');
    await press('Shift+Enter', 'ArrowDown');
    await frame
      .getByText(/^input 100, unit 20: 9, was /)
      .first()
      .waitFor();
    assert.deepEqual(await place(), before);
  });
});

describe('A person with unsaved changes', () => {
  it('sees which tensors changed by how much, before and after, and opens one', async () => {
    const { frame } = await openCopy('coffee-roasting');
    const before = await gridCells(frame);
    await typeInto(frame, [0, 1], '2.5');
    await cellShows(frame, [0, 1], '2.5');
    await selectRow(frame, 'bias', 'layer_3');
    await chooseEdit(frame, 'Set to Ones');
    await workbench().runCommand('Weightscope: Show Unsaved Changes');
    const table = frame.getByRole('grid', { name: /Changed tensors/ });
    await table
      .getByRole('row')
      .filter({ hasText: 'layer_1/kernel' })
      .getByText('1 of 12')
      .waitFor();
    await table.getByRole('row').filter({ hasText: 'layer_3/bias' }).waitFor();
    await frame
      .getByText(`${before[0]?.[1]} → becomes2.5`)
      .or(frame.getByText('2.5', { exact: true }))
      .first()
      .waitFor();
    for (const version of ['before', 'after', 'change']) {
      await frame
        .getByRole('application', { name: `Heatmap of ${version}, layer_1/kernel` })
        .waitFor();
    }
    await table.focus();
    await press('ArrowDown');
    await frame.getByRole('region', { name: 'Change of layer_3/bias' }).waitFor();
    await press('Enter');
    await frame.getByRole('heading', { name: 'layer_3 › bias' }).waitFor();
  });

  it('drops them with Revert, after being asked', async () => {
    const { frame } = await openCopy('coffee-roasting');
    const before = await gridCells(frame);
    await chooseEdit(frame, 'Set to Zeros');
    await frame.getByRole('button', { name: '1 tensor changed' }).click();
    await frame.getByRole('button', { name: 'Revert…' }).click();
    await press('Escape');
    await frame.getByRole('button', { name: 'Revert…' }).click();
    await frame.getByRole('alertdialog').getByRole('button', { name: 'Revert' }).click();
    await frame.getByText('Nothing has been changed.').waitFor();
    await tabIsDirty(false);
    await selectRow(frame, 'kernel', 'layer_1');
    await cellShows(frame, [0, 0], before[0]?.[0] ?? '');
  });

  for (const theme of ['light', 'dark', 'hcDark'] as const) {
    it(`meets no serious obstacle in ${theme}`, async () => {
      await workbench().setTheme(theme);
      const { frame } = await openCopy('coffee-roasting');
      await typeInto(frame, [0, 0], '4');
      await typeInto(frame, [0, 1], 'four');
      await frame
        .getByRole('alert')
        .getByText(/"four" is no number/)
        .waitFor();
      assert.deepEqual(await seriousViolations(frame), [], 'cell editor');
      await workbench().screenshot(`${theme}-edit-cell`);
      await press('Escape');
      await frame.getByRole('button', { name: 'Edit', exact: true }).click();
      await frame.getByRole('menu').waitFor();
      assert.deepEqual(await seriousViolations(frame), [], 'menu');
      await workbench().screenshot(`${theme}-edit-menu`);
      await frame.getByRole('menuitem', { name: 'Draw Anew…' }).click();
      await frame.getByRole('dialog').waitFor();
      assert.deepEqual(await seriousViolations(frame), [], 'form');
      await press('Escape');
      await frame.getByRole('button', { name: '1 tensor changed' }).click();
      await frame.getByRole('application', { name: /Heatmap of change/ }).waitFor();
      assert.deepEqual(await seriousViolations(frame), [], 'changes');
      await workbench().screenshot(`${theme}-changes`);
    });
  }

  after(() => workbench().setTheme('light'));
});
