import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { workbench } from './support/hooks';
import { writeDense } from './support/models';

describe('Comparing models from the Explorer', () => {
  const row = (name: string): Locator =>
    workbench().page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });

  before(async () => {
    const folder = join(workbench().folder, 'chosen');
    for (const [name, value] of Object.entries({ 'model-b.json': 2, 'model-a.json': 1 })) {
      await writeDense(folder, [{ name: 'only', kernel: [[value]] }], 'weights.bin');
      await rename(join(folder, 'model.json'), join(folder, name));
    }
  });

  beforeEach(async () => {
    await row('chosen').waitFor();
    if (!(await row('model-a.json').isVisible())) await row('chosen').click();
    await row('model-a.json').waitFor();
  });

  async function choose(name: string, item: string): Promise<void> {
    await row(name).click({ button: 'right' });
    // By the keyboard: a click that comes soon after the one that opened the menu counts for none.
    await workbench().page.getByRole('menuitem', { name: item }).hover();
    await workbench().page.keyboard.press('Enter');
  }

  async function shown(title: string): Promise<void> {
    await workbench().page.locator('.tab.active', { hasText: title }).waitFor();
    const frame = await workbench().editorFrame();
    await frame.getByText('1 tensor compared, all bit-identical').waitFor();
  }

  it('takes the one that was selected first for A', async () => {
    await choose('model-b.json', 'Select Model for Compare');
    await choose('model-a.json', 'Compare Model with Selected');
    await shown('model-b.json ↔ model-a.json');
  });

  it('takes two that are selected together', async () => {
    await row('model-a.json').click();
    await row('model-b.json').click({ modifiers: ['ControlOrMeta'] });
    await choose('model-b.json', 'Compare Selected Models');
    await shown('model-a.json ↔ model-b.json');
  });
});
