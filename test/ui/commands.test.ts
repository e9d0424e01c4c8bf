import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workbench } from './support/hooks';
import { gridCells } from './support/page';

describe('Commands on the tensor that is shown', () => {
  const clipboard = (): Promise<string> =>
    workbench().page.evaluate(() => navigator.clipboard.readText());

  /** The clipboard is written after the command's own end; a person would see the status bar. */
  const copied = async (what: RegExp): Promise<string> => {
    await workbench()
      .page.locator('.statusbar-item', { hasText: /Copied/ })
      .first()
      .waitFor();
    await workbench().page.locator('.monaco-workbench .part.titlebar').first().click();
    const text = await clipboard();
    assert.match(text, what);
    return text;
  };

  it('copies it as JSON with every digit', async () => {
    const frame = await workbench().openModel('coffee-roasting/model.json');
    const shown = await gridCells(frame);
    await workbench().runCommand('Weightscope: Copy Tensor as JSON');
    const rows = JSON.parse(await copied(/^\[\[/)) as number[][];
    assert.deepEqual(
      rows.map((row) => row.slice(0, shown[0]?.length).map(Math.fround)),
      shown.map((row) => row.map(Number).map(Math.fround)),
    );
  });

  it('goes to an index, and copies the selected cell', async () => {
    const frame = await workbench().openModel('iris/model.json');
    await gridCells(frame);
    await workbench().runCommand('Weightscope: Go to Index…');
    const box = workbench().page.locator('.quick-input-widget:visible input');
    await box.fill('9, 0');
    await workbench()
      .page.getByText('Axis 0 goes from 0 to 3; "9" lies outside.')
      .first()
      .waitFor();
    await box.fill('-1, 7');
    await workbench().page.keyboard.press('Enter');
    await frame
      .getByText(/input 3, unit 7/)
      .first()
      .waitFor();
    await workbench().runCommand('Weightscope: Copy Selection');
    const text = await copied(/^-?\d/);
    const cells = await gridCells(frame);
    assert.ok(cells.some((row) => row.includes(text.trim())));
  });

  it('saves the picture of the heatmap', async () => {
    const frame = await workbench().openModel('digits/model.json');
    await frame.getByRole('region', { name: 'Filters' }).waitFor();
    await workbench().runCommand('Weightscope: Save Picture…');
    await workbench().page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLInputElement>('.quick-input-widget input')].some((input) =>
        input.value.endsWith('digits/conv_1_kernel.png'),
      ),
    );
    await workbench().page.keyboard.press('Enter');
    await workbench().page.locator('.statusbar-item', { hasText: /Saved/ }).first().waitFor();
    const target = join(workbench().folder, 'digits', 'conv_1_kernel.png');
    const png = await readFile(target);
    assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG');
    assert.ok(png.length > 2000);
  });
});
