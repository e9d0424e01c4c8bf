import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { greyPng } from '../support/pngBytes';
import { seriousViolations } from './support/axe';
import { workbench } from './support/hooks';

describe('The form of data', () => {
  /** Of copies: what is chosen for the samples themselves is remembered, and other tests go by it. */
  async function openForm(model: string): Promise<Frame> {
    await workbench().openModel(`${model}/model.json`);
    await workbench().runCommand('Weightscope: Retrain Model…');
    await workbench().page.locator('.tab.active', { hasText: 'Retrain' }).waitFor();
    const frame = await workbench().editorFrame();
    await frame.getByText(/\d rows to train on/).waitFor();
    return frame;
  }

  before(async () => {
    const { folder } = workbench();
    await cp(join(folder, 'iris'), join(folder, 'flowers'), { recursive: true });
    await cp(join(folder, 'digits'), join(folder, 'numerals'), { recursive: true });
  });

  async function choose(name: string): Promise<void> {
    const { page } = workbench();
    // The list has only those rows that are in sight.
    await page.locator('.quick-input-widget input[type="text"]').first().fill(name);
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: name }).first().click();
  }

  const section = (frame: Frame) => frame.getByRole('region', { name: 'Data', exact: true });
  const source = (frame: Frame) => section(frame).locator('.dataPick').first();

  /** The sample's CSV with its second row of data changed. */
  async function irisWith(name: string, row: string): Promise<void> {
    const folder = join(workbench().folder, 'flowers');
    const lines = (await readFile(join(folder, 'iris.csv'), 'utf8')).split('\n');
    await writeFile(join(folder, name), lines.with(2, row).join('\n'));
  }

  it('opens what the model names, ticks its columns, and says what becomes of the rows', async () => {
    const frame = await openForm('flowers');
    await frame.getByText('120 rows to train on, 30 rows for validation.').waitFor();
    await frame.getByText('Classes: 0 setosa · 1 versicolor · 2 virginica').waitFor();
    await frame.getByRole('button', { name: /^Columns/ }).click();
    const columns = frame.getByRole('listbox', { name: /^Columns for / });
    assert.equal(await columns.getByRole('option', { selected: true }).count(), 4);
    await columns.getByRole('option', { name: 'petal_width_cm' }).click();
    const problem = frame.getByRole('alert').filter({ hasText: 'takes 4 numbers a row' });
    assert.match(await problem.first().innerText(), /the chosen columns hold 3 numbers/);
    // The list has the keyboard: down to the last input and back in with the space bar.
    await columns.press('Home');
    for (let i = 0; i < 3; i++) await columns.press('ArrowDown');
    await columns.press('Space');
    await frame.getByText('120 rows to train on, 30 rows for validation.').waitFor();
    assert.deepEqual(await seriousViolations(frame), []);
  });

  it('says beside share and seed what is wrong with them, once', async () => {
    const frame = await openForm('flowers');
    const rows = section(frame);
    const share = rows.getByRole('spinbutton', { name: 'Share for validation' });
    await share.fill('100');
    const sentence = 'The share for validation must lie between 0 and 100 %, such as 20 %.';
    await rows.getByText(sentence).waitFor();
    await rows.getByText('120 rows to train on').waitFor({ state: 'detached' });
    assert.equal(await rows.getByText(sentence).count(), 1);
    await share.fill('20');
    const seed = rows.getByRole('spinbutton', { name: 'Seed' });
    await seed.fill('-1');
    await rows.getByText('The seed must be a whole number from 0 to 4,294,967,295.').waitFor();
    assert.equal(await seed.getAttribute('aria-invalid'), 'true');
    assert.deepEqual(await seriousViolations(frame), []);
    await workbench().screenshot('data-split');
    await seed.fill('1');
    await frame.getByText('120 rows to train on, 30 rows for validation.').waitFor();
  });

  it('names a text among numbers, and leaves out rows that lack a value, as it is told', async () => {
    await irisWith('broken.csv', '4.9,old,1.4,0.2,setosa');
    await irisWith('gaps.csv', '4.9,,1.4,0.2,setosa');
    const frame = await openForm('flowers');
    await source(frame).click();
    await choose('broken.csv');
    await section(frame)
      .getByText('Row 2 of broken.csv has "old" in "sepal_width_cm", where a number is needed.')
      .waitFor();
    await source(frame).click();
    await choose('gaps.csv');
    await section(frame).getByText('Row 2 of gaps.csv has no value in "sepal_width_cm".').waitFor();
    await frame.getByLabel('Rows that lack one').selectOption({ label: 'Are left out' });
    await frame.getByText(/, 1 row left out for want of a value\./).waitFor();
  });

  it('takes a folder of images, and remembers it', async () => {
    const classes = ['cat', 'cow', 'dog', 'eel', 'elk', 'emu', 'fox', 'gnu', 'hen', 'yak'];
    for (const [i, name] of classes.entries()) {
      const folder = join(workbench().folder, 'pets', name);
      await mkdir(folder, { recursive: true });
      const picture = (add: number): Uint8Array =>
        greyPng(
          Array.from({ length: 28 }, (_, y) =>
            Array.from({ length: 28 }, (_, x) => (x * y + 20 * i + add) % 256),
          ),
        );
      for (const add of [0, 1, 2, 3, 4]) await writeFile(join(folder, `${add}.png`), picture(add));
    }
    const frame = await openForm('numerals');
    await source(frame).click();
    await choose('pets');
    await frame.getByText('40 rows to train on, 10 rows for validation.').waitFor();
    await frame.getByRole('cell', { name: '14 × 14 × 1' }).first().waitFor();
    await workbench().screenshot('data-images');
    await workbench().closeEditors();
    const again = await openForm('numerals');
    assert.match(await source(again).innerText(), /pets/);
    await again.getByText('40 rows to train on, 10 rows for validation.').waitFor();
  });
});
