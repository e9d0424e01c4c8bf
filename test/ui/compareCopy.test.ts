import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { seriousViolations } from './support/axe';
import { compareSamples } from './support/compare';
import { workbench } from './support/hooks';
import { previewShows } from './support/preview';

const GOOD = 'coffee-roasting';
const COLLAPSED = 'coffee-roasting-collapsed';

describe('Carrying weights over from a comparison', () => {
  async function compareCoffee(): Promise<Frame> {
    const frame = await compareSamples(GOOD, COLLAPSED);
    await frame.getByText('6 tensors compared, 0 bit-identical').waitFor();
    return frame;
  }

  const row = (frame: Frame, name: string) =>
    frame.locator('.compareTable .tableRow', { hasText: name }).first();

  it('gives A a tensor of B and then the whole layer, as edits that undo takes back', async () => {
    const { page } = workbench();
    const frame = await compareCoffee();
    await row(frame, 'layer_1/kernel').click();
    await frame.getByRole('heading', { name: 'layer_1 › kernel' }).waitFor();
    await frame.getByRole('button', { name: 'Copy to A' }).click();
    await frame.getByText('6 tensors compared, 1 bit-identical').waitFor();
    assert.match(await row(frame, 'layer_1/kernel').innerText(), /bit-identical/);
    await page.locator('.tab.dirty', { hasText: 'model.json' }).waitFor();
    await page.locator('.tab.active', { hasText: `${GOOD} (edited) ↔` }).waitFor();
    assert.deepEqual(await seriousViolations(frame), []);
    await workbench().screenshot('compare-copied');

    await row(frame, 'layer_1/bias').click();
    await frame.getByRole('button', { name: 'Copy Layer to A' }).click();
    await frame.getByText('6 tensors compared, 2 bit-identical').waitFor();
    for (const [name, text] of [
      ['Copy to A', 'This tensor is bit-identical in A and B: there is nothing to copy'],
      [
        'Copy Layer to A',
        'All 2 tensors of layer_1 are bit-identical in A and B: there is nothing to copy',
      ],
    ] as const) {
      const button = frame.getByRole('button', { name });
      assert.ok(await button.isDisabled(), name);
      assert.equal(await button.getAttribute('title'), text);
    }
    await row(frame, 'layer_2/bias').click();
    await frame.getByRole('button', { name: 'Copy Layer to A', disabled: false }).waitFor();

    await page.locator('.tab', { hasText: 'model.json' }).first().click();
    await workbench().editorFrame();
    await workbench().runCommand('Undo');
    await workbench().runCommand('Undo');
    await page.locator('.tab.dirty').waitFor({ state: 'detached' });
    await page.locator('.tab', { hasText: '↔' }).click();
    const again = await workbench().editorFrame();
    await again.getByText('6 tensors compared, 0 bit-identical').waitFor();
  });

  it('leaves the keyboard at the table, on the tensor that was copied', async () => {
    const frame = await compareCoffee();
    await row(frame, 'layer_1/kernel').click();
    await frame.getByRole('heading', { name: 'layer_1 › kernel' }).waitFor();
    await frame.getByRole('button', { name: 'Copy to A' }).press('Enter');
    await frame.getByText('6 tensors compared, 1 bit-identical').waitFor();
    const table = frame.locator('.compareTable:focus');
    await table.waitFor();
    const chosen = (await table.getAttribute('aria-activedescendant')) ?? '';
    assert.match(await frame.locator(`#${chosen}`).innerText(), /layer_1\/kernel/);
  });

  it('offers a receipt, and the comparison with the file', async () => {
    const { page } = workbench();
    const frame = await compareCoffee();
    await row(frame, 'layer_2/kernel').click();
    await frame.getByRole('heading', { name: 'layer_2 › kernel' }).waitFor();
    await frame.getByRole('button', { name: 'Copy Layer to A' }).click();
    await frame.getByText('6 tensors compared, 2 bit-identical').waitFor();
    const offer = async (button: string): Promise<void> => {
      await workbench().runCommand('Notifications: Show Notifications');
      const said = page.locator('.notifications-center .notification-list-item', {
        hasText: `Copied 2 tensors of layer_2 from ${COLLAPSED} into ${GOOD}/model.json, not saved yet.`,
      });
      await said.getByRole('button', { name: button }).click();
    };
    await offer('Show Receipt');
    await page.locator('.tab.active', { hasText: 'Copy 1' }).waitFor();
    await previewShows('Copied weights');
    await workbench().screenshot('compare-receipt');

    await page.locator('.tab', { hasText: `${GOOD} (edited) ↔` }).click();
    await row(frame, 'layer_1/bias').click();
    await frame.getByRole('heading', { name: 'layer_1 › bias' }).waitFor();
    await frame.getByRole('button', { name: 'Copy to A', exact: true }).click();
    await frame.getByText('6 tensors compared, 3 bit-identical').waitFor();
    await workbench().runCommand('Notifications: Show Notifications');
    await page
      .locator('.notifications-center')
      .getByRole('button', { name: 'What Changed?' })
      .first()
      .click();
    await page
      .locator('.tab.active', { hasText: 'model.json (saved) ↔ model.json (edited)' })
      .waitFor();
    const since = await workbench().editorFrame();
    await since.getByText('6 tensors compared, 3 bit-identical').waitFor();
    await workbench().runCommand('Notifications: Clear All Notifications');
    await workbench().openModel(`${GOOD}/model.json`);
    await workbench().runCommand('Undo');
    await workbench().runCommand('Undo');
    await page.locator('.tab.dirty').waitFor({ state: 'detached' });
  });

  it('opens the plan of an injection with B as its source', async () => {
    const frame = await compareCoffee();
    await frame.getByRole('button', { name: 'Inject…' }).click();
    await workbench()
      .page.locator('.tab.active', { hasText: `Inject into ${GOOD}` })
      .waitFor();
    const plan = await workbench().editorFrame();
    await plan.getByText(`${COLLAPSED}/model.json`).first().waitFor();
  });
});
