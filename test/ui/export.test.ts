import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { acceptSuggested } from './support/dialogs';
import { workbench } from './support/hooks';
import { treeRows } from './support/page';

describe('Export Weights…', () => {
  const picker = (): Locator => workbench().page.locator('.quick-input-widget:visible');

  /** Chooses a row of a quick pick by its label, once the list shows it. */
  const choose = async (label: string): Promise<void> => {
    const row = picker()
      .locator('.monaco-list-row', { has: workbench().page.getByText(label, { exact: true }) })
      .first();
    await row.waitFor();
    await row.click();
  };

  /** A menu takes no click in its first moments. */
  const chooseFromMenu = async (): Promise<void> => {
    const { page } = workbench();
    const item = page.getByRole('menuitem', { name: 'Export Weights…' });
    await item.waitFor();
    while (await item.isVisible()) {
      await item.click({ timeout: 1000 }).catch(() => undefined);
      await page.waitForTimeout(200);
    }
  };

  /** Its message; a window under test pops none up, so that the list of notifications is opened. */
  const exported = async (message: RegExp): Promise<Locator> => {
    await workbench().runCommand('Notifications: Show Notifications');
    const toast = workbench()
      .page.locator('.notification-list-item:visible', { hasText: message })
      .first();
    await toast.waitFor();
    return toast;
  };

  afterEach(() => workbench().runCommand('Notifications: Clear All Notifications'));

  it('writes the whole model for NumPy, and hands over the Python that loads it', async () => {
    await workbench().openModel('coffee-roasting/model.json');
    await workbench().runCommand('Weightscope: Export Weights…');
    await choose('Whole model');
    await choose('NumPy archive');
    await acceptSuggested('coffee-roasting/coffee_roasting.npz');
    const toast = await exported(/Exported 6 tensors to coffee_roasting\.npz/);
    const path = join(workbench().folder, 'coffee-roasting', 'coffee_roasting.npz');
    assert.equal((await readFile(path)).subarray(0, 4).toString('latin1'), 'PK\x03\x04');
    await toast.getByRole('button', { name: 'Copy Python' }).click();
    await workbench()
      .page.locator('.statusbar-item', { hasText: 'Copied Python' })
      .first()
      .waitFor();
    const python = await workbench().page.evaluate(() => navigator.clipboard.readText());
    assert.ok(python.includes(`np.load(${JSON.stringify(path)})`));
    assert.match(python, /model\.get_layer\("layer_1"\)\.set_weights\(/);
  });

  it('writes a layer of the tree as a folder, and asks before it replaces one', async () => {
    const { page, folder } = workbench();
    const frame = await workbench().openModel('iris/model.json');
    const exportLayer = async (): Promise<void> => {
      await treeRows(frame).filter({ hasText: 'hidden_2' }).first().click({ button: 'right' });
      await chooseFromMenu();
      await choose('CSV');
      await acceptSuggested('/iris/');
    };
    await exportLayer();
    await exported(/Exported 2 tensors to hidden_2-csv \(3 files/);
    const target = join(folder, 'iris', 'hidden_2-csv');
    const files = ['hidden_2.bias.csv', 'hidden_2.kernel.csv', 'tensors.csv'];
    assert.deepEqual((await readdir(target)).sort(), files);
    assert.match(
      await readFile(join(target, 'hidden_2.kernel.csv'), 'utf8'),
      /^input,unit 0,unit 1,/,
    );
    await workbench().runCommand('Notifications: Clear All Notifications');
    await exportLayer();
    await page.getByText('There is a "hidden_2-csv" already. Replace it?').waitFor();
    await page.getByRole('button', { name: 'Keep Both' }).click();
    await exported(/Exported 2 tensors to hidden_2-csv-2/);
    assert.deepEqual((await readdir(`${target}-2`)).sort(), files);
  });

  it('works on a file in the Explorer, and names what cannot be read before it goes on', async () => {
    const { page, folder } = workbench();
    // Its row comes into sight, whatever else the Explorer shows by now, and stays selected.
    await workbench().openModel('broken/model.json');
    await workbench().closeEditors();
    await page
      .locator('.explorer-folders-view .monaco-list-row.selected', { hasText: 'model.json' })
      .click({ button: 'right' });
    await chooseFromMenu();
    await choose('Whole model');
    await choose('Safetensors');
    await page.getByText('2 tensors of 12 cannot be exported.').waitFor();
    await page.getByText(/output\/kernel lacks 38 of its 288 bytes/).waitFor();
    await page.getByRole('button', { name: 'Export the Other 10' }).click();
    await acceptSuggested('broken/broken.safetensors');
    await exported(/Exported 10 tensors to broken\.safetensors/);
    const bytes = await readFile(join(folder, 'broken', 'broken.safetensors'));
    const header = bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE())).toString();
    assert.equal(Object.keys(JSON.parse(header) as object).length, 11);
  });
});
