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
    // Which brings its folder into sight.
    await workbench().openFile('chosen/model-a.json');
    await row('model-b.json').waitFor();
  });

  async function choose(name: string, item: string): Promise<void> {
    await row(name).click({ button: 'right' });
    const wanted = workbench().page.getByRole('menuitem', { name: item });
    // A click that comes soon after the one that opened the menu counts for none.
    await wanted.waitFor();
    while (await wanted.isVisible()) {
      await wanted.click();
      await workbench().page.waitForTimeout(200);
    }
  }

  async function shown(title: string): Promise<void> {
    await workbench().page.locator('.tab.active', { hasText: title }).waitFor();
    const frame = await workbench().editorFrame();
    await frame.getByText('1 tensor compared, all bit-identical').waitFor();
  }

  it('takes the one that was selected first for A', async () => {
    await choose('model-b.json', 'Select Model for Compare');
    await workbench().page.getByText('Selected chosen/model-b.json for comparison').waitFor();
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
