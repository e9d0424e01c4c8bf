import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manyLayersJson } from '../support/bigModels';
import { workbench } from './support/hooks';
import { writeDense } from './support/models';
import { gridCells, selectRow, treeRows } from './support/page';

describe('The place of a person in a model', () => {
  it('survives another tab in front, and a reload of the window', async () => {
    const first = await workbench().openModel('coffee-roasting/model.json');
    await selectRow(first, 'kernel', 'layer_2');
    await first.getByRole('heading', { name: 'layer_2 › kernel' }).waitFor();
    await workbench().openModel('iris/model.json');
    const again = await workbench().openModel('coffee-roasting/model.json');
    await again.getByRole('heading', { name: 'layer_2 › kernel' }).waitFor();
    await workbench().page.waitForTimeout(1500);
    await workbench().page.reload();
    await treeRows(await workbench().editorFrame())
      .first()
      .waitFor();
    // Which of the tabs is in front again depends on when the browser's VS Code last saved that.
    const reloaded = await workbench().openModel('coffee-roasting/model.json');
    await reloaded.getByRole('heading', { name: 'layer_2 › kernel' }).waitFor();
  });

  it('is its own in each of two editors on one file', async () => {
    const { page } = workbench();
    const left = await workbench().openModel('coffee-roasting/model.json');
    await left.getByRole('heading', { name: 'layer_1 › kernel' }).waitFor();
    await workbench().runCommand('View: Split Editor Right');
    await page.locator('.editor-group-container').nth(1).waitFor();
    await page.waitForTimeout(1500);
    const right = await workbench().editorFrame();
    await selectRow(right, 'bias', 'layer_3');
    await right.getByRole('heading', { name: 'layer_3 › bias' }).waitFor();
    const titles = await workbench().eachEditor((frame) =>
      frame.getByRole('heading', { level: 2 }).first().innerText(),
    );
    assert.deepEqual(titles.map((title) => title.replace(/\s+/g, ' ')).sort(), [
      'layer_1 › kernel',
      'layer_3 › bias',
    ]);
  });

  it('is kept when the file changes on disk, with the new numbers', async () => {
    const folder = join(workbench().folder, 'changing');
    const layers = (value: number) => [
      { name: 'first', kernel: [[1, 2]] },
      { name: 'second', kernel: [[value], [4]] },
    ];
    await writeDense(folder, layers(3));
    const frame = await workbench().openModel('changing/model.json');
    await selectRow(frame, 'kernel', 'second');
    await frame.getByRole('cell', { name: '3', exact: true }).waitFor();
    await writeDense(folder, layers(0.125));
    await frame.getByRole('cell', { name: '0.125', exact: true }).waitFor();
    await frame.getByRole('heading', { name: 'second › kernel' }).waitFor();
    assert.deepEqual(await gridCells(frame), [['0.125'], ['4']]);
  });

  it('scrolls through 20,000 weights with few rows in the page', async () => {
    const folder = join(workbench().folder, 'layers');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'model.json'), manyLayersJson(10_000));
    const frame = await workbench().openModel('layers/model.json');
    await treeRows(frame).filter({ hasText: 'dense_Dense2' }).first().waitFor();
    await workbench().page.keyboard.press('End');
    await treeRows(frame).filter({ hasText: 'activation_1' }).waitFor();
    assert.ok((await treeRows(frame).count()) < 200);
  });
});
