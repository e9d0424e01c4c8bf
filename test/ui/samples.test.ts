import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadWithTfjs, weightValues } from '../support/loadWithTfjs';
import { workbench } from './support/hooks';
import { gridCells, selectRow, treeRows } from './support/page';

describe('A person who opens the samples', () => {
  it('sees the layers on the left and the first kernel on the right', async () => {
    const frame = await workbench().openModel('coffee-roasting/model.json');
    await frame.getByRole('heading', { name: 'kernel' }).waitFor();
    const names = await treeRows(frame).locator('bdi.name').allInnerTexts();
    assert.deepEqual(
      names.filter((name) => name.startsWith('layer_')),
      ['layer_1', 'layer_2', 'layer_3'],
    );
    await frame.getByText('row = input feature, column = unit').waitFor();
    await frame.locator('.heatmap canvas').first().waitFor();
    await frame.getByRole('region', { name: 'Statistics' }).waitFor();
    await frame.getByRole('region', { name: 'Histogram' }).waitFor();
  });

  it('reads the numbers that TensorFlow.js itself loads, every digit', async () => {
    for (const sample of ['coffee-roasting', 'iris', 'lstm']) {
      const path = join(workbench().folder, sample, 'model.json');
      const model = await loadWithTfjs(path);
      const expected = [...weightValues(model).values()][0] ?? [];
      model.dispose();
      const frame = await workbench().openModel(`${sample}/model.json`);
      const shown = (await gridCells(frame))[0] ?? [];
      assert.ok(shown.length > 0);
      for (const [column, text] of shown.entries()) {
        assert.equal(Math.fround(Number(text)), expected[column], `${sample}, column ${column}`);
      }
      await workbench().closeEditors();
    }
  });

  it('walks the tree by keyboard alone', async () => {
    const { page } = workbench();
    const frame = await workbench().openModel('coffee-roasting/model.json');
    await frame.getByRole('heading', { name: 'layer_1 › kernel' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await frame.getByRole('heading', { name: 'layer_1 › bias' }).waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await frame.getByRole('heading', { name: 'layer_3 › bias' }).waitFor();
    const before = await treeRows(frame).count();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await frame.waitForFunction(
      (count) => document.querySelectorAll('[role=treeitem]').length < count,
      before,
    );
  });

  it('finds weights by their role', async () => {
    const frame = await workbench().openModel('digits/model.json');
    const gamma = treeRows(frame).filter({ hasText: 'gamma' }).first();
    await gamma.waitFor();
    await frame.getByRole('textbox', { name: /filter/i }).fill('moving variance');
    await gamma.waitFor({ state: 'detached' });
    await treeRows(frame).filter({ hasText: 'moving_variance' }).nth(1).waitFor();
    const names = await treeRows(frame).locator('bdi.name').allInnerTexts();
    assert.equal(names.filter((name) => name === 'moving_variance').length, 2);
    assert.ok(!names.includes('kernel'));
  });

  it('is told which tensor of the broken model lacks which bytes, and inspects the rest', async () => {
    const frame = await workbench().openModel('broken/model.json');
    await selectRow(frame, 'kernel', 'output');
    await frame.getByText('output/kernel lacks 38 of its 288 bytes').first().waitFor();
    await frame.getByText('group1-shard6of6.bin').first().waitFor();
    await selectRow(frame, 'kernel', 'layer_2');
    await frame.getByRole('heading', { name: 'layer_2 › kernel' }).waitFor();
    await frame.getByRole('region', { name: 'Statistics' }).getByText('[10, 5]').waitFor();
    assert.ok((await gridCells(frame)).length > 1);
  });

  it('sees convolution filters as pictures and LSTM kernels by gate', async () => {
    const digits = await workbench().openModel('digits/model.json');
    await digits.getByRole('radio', { name: 'Filters', checked: true }).waitFor();
    await digits.getByRole('application', { name: '8 filters of conv_1/kernel' }).waitFor();
    const lstm = await workbench().openModel('lstm/model.json');
    await lstm
      .getByText(/forget/i)
      .first()
      .waitFor();
  });

  it('goes from a filter to its matrix by keys alone, and on from there', async () => {
    const { page } = workbench();
    const frame = await workbench().openModel('digits/model.json');
    await frame.getByRole('application', { name: '8 filters of conv_1/kernel' }).focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await frame.locator('.heatmap:focus').waitFor();
    await page.keyboard.press('ArrowRight');
    await frame
      .getByText(/^height 0, width 0, input channel 0, filter 2: /)
      .first()
      .waitFor();
    await frame.getByRole('radio', { name: 'Filters' }).click();
  });

  it('looks closer at the histogram by keys alone', async () => {
    const { page } = workbench();
    const frame = await workbench().openModel('digits/model.json');
    await frame.getByRole('application', { name: /^200 values/ }).focus();
    for (const key of ['+', '+', 'ArrowRight']) await page.keyboard.press(key);
    const back = frame.getByRole('button', { name: 'Show all values again' });
    await back.waitFor();
    await page.keyboard.press('Escape');
    await back.waitFor({ state: 'detached' });
  });

  it('sorts all weights by any statistic on the model page', async () => {
    const frame = await workbench().openModel('iris/model.json');
    await treeRows(frame).first().click();
    const table = frame.getByRole('table').or(frame.getByRole('grid')).last();
    await table.getByRole('columnheader', { name: /RMS/ }).waitFor();
    await table
      .getByRole('columnheader', { name: /RMS/ })
      .getByRole('button')
      .or(table.getByRole('columnheader', { name: /RMS/ }))
      .first()
      .click();
    await frame.locator('[aria-sort=ascending], [aria-sort=descending]').first().waitFor();
  });

  it('is told how many weights hold NaN or infinities, and lists them first', async () => {
    const frame = await workbench().openModel('broken/model.json');
    await treeRows(frame).first().click();
    await frame.getByRole('button', { name: '3 weights hold NaN or infinities' }).click();
    const rows = frame.locator('.tableRow');
    await rows.first().filter({ hasText: 'layer_2/kernel' }).waitFor();
    const first = await rows.locator('.nonFinite').allInnerTexts();
    assert.deepEqual(first.slice(0, 4), ['3', '2', '1', '0']);
  });

  it('reads every number of that table whole, as one that is cut reads as another', async () => {
    const frame = await workbench().openModel('iris/model.json');
    await treeRows(frame).first().click();
    await frame.getByText('19 weights measured').waitFor();
    const cells = frame.getByRole('gridcell');
    const widths = await cells.evaluateAll((all) =>
      all
        .filter((cell) => cell.classList.contains('numeric'))
        .map((cell) => ({ text: cell.textContent, lacks: cell.scrollWidth - cell.clientWidth })),
    );
    assert.ok(widths.length > 100);
    assert.deepEqual(
      widths.filter(({ lacks }) => lacks > 0),
      [],
    );
    const summary = frame.locator('.summary');
    assert.match(await summary.innerText(), /Total params\s+243 \(972 B\)/);
    assert.match(await summary.innerText(), /Optimizer params\s+487 \(1.9 KB\)/);
  });

  it('reads the totals above the tensor in a low and narrow editor', async () => {
    const { page } = workbench();
    const size = page.viewportSize();
    assert.ok(size !== null);
    const frame = await workbench().openModel('iris/model.json');
    try {
      await page.setViewportSize({ width: 900, height: 430 });
      await frame.getByRole('button', { name: 'Layers and weights' }).waitFor();
      const totals = await frame.locator('.summary').boundingBox();
      const tensor = await frame.locator('.split .page').boundingBox();
      assert.ok(totals !== null && tensor !== null);
      assert.ok(totals.y + totals.height <= tensor.y, 'the totals lie over the tensor');
    } finally {
      await page.setViewportSize(size);
    }
  });

  it('still has the model open when its file is deleted', async () => {
    const { folder } = workbench();
    const path = join(folder, 'coffee-roasting-collapsed', 'model.json');
    const text = await readFile(path);
    const frame = await workbench().openModel('coffee-roasting-collapsed/model.json');
    await frame.getByRole('heading', { name: 'kernel' }).waitFor();
    await rm(path);
    await frame
      .getByText(/model\.json is missing|was deleted|cannot be/i)
      .first()
      .waitFor();
    assert.ok((await treeRows(frame).count()) > 3);
    await writeFile(path, text);
  });
});
