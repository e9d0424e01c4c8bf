import assert from 'node:assert/strict';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { seriousViolations } from './support/axe';
import { workbench } from './support/hooks';
import { writeDense } from './support/models';

describe('A folder of checkpoints', () => {
  const row = (name: string): Locator =>
    workbench().page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });

  before(async () => {
    const folder = join(workbench().folder, 'checkpoints');
    const epochs = { 'epoch-10': 5, 'epoch-2': 2, 'epoch-1': 1 };
    for (const [i, [name, value]] of Object.entries(epochs).entries()) {
      await writeDense(join(folder, name), [
        { name: 'first', kernel: [[value, 0]] },
        { name: 'last', kernel: [[3], [4]] },
      ]);
      const time = new Date(2026, 0, 1 + i);
      await utimes(join(folder, name, 'model.json'), time, time);
    }
    await writeDense(join(folder, 'epoch-11'), [{ name: 'first', kernel: [[1, 2, 3]] }]);
    await writeFile(join(folder, 'model-broken.json'), '{');
  });

  async function openTimeline(): Promise<Frame> {
    const { page } = workbench();
    // Brings the folder into sight in the Explorer.
    await workbench().openModel('checkpoints/epoch-1/model.json');
    await row('checkpoints').first().click({ button: 'right' });
    const item = page.getByRole('menuitem', { name: 'Open Checkpoints as Timeline…' });
    await item.waitFor();
    while (await item.isVisible()) {
      await item.click();
      await page.waitForTimeout(200);
    }
    await page.locator('.tab.active', { hasText: 'checkpoints (timeline)' }).waitFor();
    const frame = await workbench().editorFrame();
    await frame.getByText('3 compared of 5 checkpoints, 2 left out').waitFor();
    return frame;
  }

  const names = (frame: Frame): Promise<readonly string[]> =>
    frame.locator('.timelineTable tbody th bdi').allInnerTexts();
  const numbers = async (frame: Frame, name: string): Promise<readonly string[]> => {
    const cells = frame
      .locator('.timelineTable tbody tr')
      .filter({ has: frame.getByText(name, { exact: true }) })
      .locator('td.timelineValue');
    return cells.allInnerTexts();
  };

  it('opens as a timeline in the order of its epochs, and says why a checkpoint is left out', async () => {
    const frame = await openTimeline();
    assert.deepEqual(await names(frame), [
      'epoch-1',
      'epoch-2',
      'epoch-10',
      'epoch-11',
      'model-broken.json',
    ]);
    assert.deepEqual((await numbers(frame, 'epoch-10')).slice(1), ['4', '0']);
    await frame.getByRole('radio', { name: 'From previous' }).click();
    assert.deepEqual((await numbers(frame, 'epoch-10')).slice(1), ['1.5', '0']);
    await frame.getByText('first/kernel has another shape or type here.').waitFor();
    await frame.getByText(/model-broken\.json is incomplete/).waitFor();
    await frame.getByLabel('Layer').selectOption('first');
    await frame.getByRole('columnheader', { name: 'first/kernel' }).waitFor();
    assert.deepEqual(await seriousViolations(frame), []);
    await workbench().screenshot('timeline');
  });

  it('is put in the order of time instead, which makes another checkpoint the first', async () => {
    const frame = await openTimeline();
    await frame.getByRole('radio', { name: 'By time' }).click();
    await frame.locator('.timelineTable tbody th bdi', { hasText: 'epoch-10' }).first().waitFor();
    await frame.getByText('3 compared of 5 checkpoints, 2 left out').waitFor();
    assert.deepEqual((await names(frame)).slice(0, 3), ['epoch-10', 'epoch-2', 'epoch-1']);
  });

  it('leads from a step to its comparison with the one before, and survives a reload', async () => {
    const { page } = workbench();
    const frame = await openTimeline();
    await frame.getByRole('button', { name: 'Compare epoch-10 with previous' }).click();
    await page.locator('.tab.active', { hasText: 'epoch-2 ↔ epoch-10' }).waitFor();
    const compared = await workbench().editorFrame();
    await compared.getByText('2 tensors compared, 1 bit-identical').waitFor();
    await page.locator('.tab', { hasText: 'checkpoints (timeline)' }).click();
    const reloaded = page.waitForEvent('load');
    await workbench().runCommand('Developer: Reload Window');
    await reloaded;
    await page.locator('.tab.active', { hasText: 'checkpoints (timeline)' }).waitFor();
    const again = await workbench().editorFrame();
    await again.getByText('3 compared of 5 checkpoints, 2 left out').waitFor();
  });
});
