import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { seriousViolations } from './support/axe';
import { compareSamples } from './support/compare';
import { workbench } from './support/hooks';

const GOOD = 'coffee-roasting';
const COLLAPSED = 'coffee-roasting-collapsed';

describe('Comparing two models', () => {
  async function compareCoffee(): Promise<Frame> {
    const frame = await compareSamples(GOOD, COLLAPSED);
    await frame.getByText('6 tensors compared').waitFor();
    return frame;
  }

  const tensors = (frame: Frame) => frame.locator('.compareTable .tableRow');

  async function relatives(frame: Frame): Promise<number[]> {
    return (await tensors(frame).locator('.relative').allInnerTexts()).map(Number);
  }

  it('ranks the six tensors of the coffee models by how much they differ', async () => {
    const frame = await compareCoffee();
    const ranked = await relatives(frame);
    assert.equal(ranked.length, 6);
    assert.deepEqual(
      ranked,
      ranked.toSorted((x, y) => y - x),
    );
    await frame.getByRole('row', { name: /layer_1.*kernel_regularizer.config.l2/ }).waitFor();
    await frame.getByRole('radio', { name: 'By layer' }).click();
    await frame.locator('.compareLayer').first().waitFor();
    assert.equal(await frame.locator('.compareLayer').count(), 3);
    assert.deepEqual(await seriousViolations(frame), []);
    await workbench().screenshot('compare');
  });

  it('shows a tensor of both with the difference, and the numbers of a cell', async () => {
    const frame = await compareCoffee();
    await frame.getByLabel('Filter tensors by name, class or role').fill('layer_1/kernel');
    await tensors(frame).filter({ hasText: 'layer_1/kernel' }).first().click();
    await frame.getByRole('heading', { name: 'layer_1 › kernel' }).waitFor();
    for (const of of ['A', 'B', 'B minus A']) {
      await frame.getByRole('application', { name: `Heatmap of ${of}, ` }).waitFor();
    }
    await frame.getByRole('button', { name: /Go to the largest difference/ }).click();
    const numbers = frame.locator('.cellValues');
    await numbers.filter({ hasText: /A\s*-?\d.*B\s*-?\d.*B − A\s*-?\d/s }).waitFor();
    const [a = NaN, b = NaN, change = NaN] = (await numbers.locator('.value').allInnerTexts()).map(
      Number,
    );
    assert.equal(Math.fround(Math.fround(b) - Math.fround(a)), Math.fround(change));
    await frame.getByRole('row', { name: /^std/ }).waitFor();
  });

  it('links the grid of exact numbers with the pictures: the same cell in all, and leads there from the largest changes', async () => {
    const frame = await compareCoffee();
    await tensors(frame).filter({ hasText: 'layer_2/kernel' }).first().click();
    await frame.getByRole('heading', { name: 'layer_2 › kernel' }).waitFor();
    const card = frame.getByRole('region', { name: 'Largest changes' });
    await card.getByText('all 36 values that differ').waitFor();
    const rows = card.locator('.tableRow');
    const sizes = (await rows.locator('.cell:last-child').allInnerTexts()).map((text) =>
      Math.abs(Number(text)),
    );
    assert.deepEqual(
      sizes,
      sizes.toSorted((x, y) => y - x),
    );
    const cut = await rows
      .locator('.numeric')
      .evaluateAll((cells) =>
        cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent),
      );
    assert.deepEqual(cut, []);
    const grid = card.getByRole('grid');
    await grid.focus();
    await grid.press('ArrowDown');
    await grid.press('Enter');
    const [index = '', a = '', b = '', change = ''] = await rows
      .nth(1)
      .locator('.cell')
      .allInnerTexts();
    const stated = frame.locator('.cellValues');
    await stated.filter({ hasText: index }).waitFor();
    assert.deepEqual(await stated.locator('.value').allInnerTexts(), [a, b, change]);
    const focused = frame.locator('.pairGrid td.focus');
    await focused.nth(2).waitFor();
    assert.deepEqual(await focused.allInnerTexts(), [a, b, change]);
    await frame.getByRole('radio', { name: 'B', exact: true }).click();
    await focused.filter({ hasText: b }).waitFor();
    assert.equal(await focused.count(), 1);
    await focused.click();
    await frame.locator('regular-table').press('ArrowUp');
    await stated.filter({ hasNotText: index }).waitFor();
    await frame.getByRole('radio', { name: 'A B Δ' }).click();
    await frame.getByRole('region', { name: 'A against B' }).locator('canvas').waitFor();
    await frame.getByRole('region', { name: 'Quantiles' }).locator('canvas').waitFor();
    assert.deepEqual(await seriousViolations(frame), []);
  });

  it('swaps the two', async () => {
    const { page } = workbench();
    const frame = await compareCoffee();
    const before = await relatives(frame);
    await frame.getByRole('button', { name: 'Swap' }).click();
    await page.locator('.tab.active', { hasText: `${COLLAPSED} ↔ ${GOOD}` }).waitFor();
    await frame.getByText('6 tensors compared').waitFor();
    assert.notDeepEqual(await relatives(frame), before);
  });

  it('compares anew when a file changes, and calls equal tensors bit-identical', async () => {
    const { folder } = workbench();
    const frame = await compareCoffee();
    const shard = (model: string): string => join(folder, model, 'group1-shard1of1.bin');
    const kept = await readFile(shard(COLLAPSED));
    try {
      await writeFile(shard(COLLAPSED), await readFile(shard(GOOD)));
      await frame.getByText('6 tensors compared, all bit-identical').waitFor();
      assert.equal(await tensors(frame).locator('.identical').count(), 6);
    } finally {
      await writeFile(shard(COLLAPSED), kept);
    }
  });
});
