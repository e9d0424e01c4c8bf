import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { seriousViolations } from './support/axe';
import { workbench } from './support/hooks';

const GOOD = 'coffee-roasting';
const COLLAPSED = 'coffee-roasting-collapsed';

describe('Comparing two models', () => {
  async function compareCoffee(): Promise<Frame> {
    const { page } = workbench();
    await workbench().openModel(`${GOOD}/model.json`);
    await workbench().runCommand('Weightscope: Compare With…');
    await page
      .locator('.quick-input-list .monaco-list-row', { hasText: `${COLLAPSED}/model.json` })
      .first()
      .click();
    await page.locator('.tab.active', { hasText: `${GOOD} ↔ ${COLLAPSED}` }).waitFor();
    const frame = await workbench().editorFrame();
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
