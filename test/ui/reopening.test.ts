import assert from 'node:assert/strict';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { workbench } from './support/hooks';
import { treeRows } from './support/page';

describe('Reopen Editor With…', () => {
  /** What is offered under a view type. */
  const offered = (viewType: string): Locator =>
    workbench().page.locator(`.quick-input-list [data-quick-input-id="${viewType}"]`);

  it('offers Weightscope once for a model.json', async () => {
    await workbench().openModel('iris/model.json');
    await workbench().runCommand('View: Reopen Editor With...');
    await offered('weightscope.model').waitFor();
    assert.equal(await offered('weightscope.json').count(), 0);
    await workbench().page.keyboard.press('Escape');
  });

  it('says why a model.json that is no saved model cannot be shown, where that is asked for', async () => {
    const { folder, page } = workbench();
    await mkdir(join(folder, 'form'), { recursive: true });
    await writeFile(join(folder, 'form', 'model.json'), '{ "title": "a web form" }');
    await workbench().openFile('form/model.json');
    await page.locator('.monaco-editor', { hasText: 'a web form' }).waitFor();
    await workbench().runCommand('View: Reopen Editor With...');
    await offered('weightscope.model').click();
    const frame = await workbench().editorFrame();
    await frame.getByText('model.json is no saved model').waitFor();
    await page.waitForTimeout(1_000);
    assert.ok(await frame.getByRole('button', { name: 'Open as Text' }).isVisible());
  });

  for (const name of ['m.json', 'mode.json', 'models.json', 'model-2.json', 'my model.json'])
    it(`opens ${name} in Weightscope when asked`, async () => {
      const { folder, page } = workbench();
      await cp(join(folder, 'iris', 'model.json'), join(folder, 'iris', name));
      await workbench().openFile(`iris/${name}`);
      await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
      await workbench().runCommand('View: Reopen Editor With...');
      // One locator must be one element: it is offered once here too.
      await offered('weightscope.json').click();
      const frame = await workbench().editorFrame();
      await treeRows(frame).filter({ hasText: 'hidden_1' }).first().waitFor();
    });
});
