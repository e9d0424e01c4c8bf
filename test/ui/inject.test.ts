import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { seriousViolations } from './support/axe';
import { workbench } from './support/hooks';
import { previewShows } from './support/preview';
import { gridCells, selectRow } from './support/page';

describe('Injecting weights from another model', () => {
  /** Opens the plan of the coffee models, from the collapsed one into the good one. */
  async function openPlan(): Promise<Frame> {
    const { page } = workbench();
    await workbench().openModel('coffee-roasting/model.json');
    await workbench().runCommand('Weightscope: Inject Weights from Another Model…');
    await page
      .locator('.quick-input-list .monaco-list-row', {
        hasText: 'coffee-roasting-collapsed/model.json',
      })
      .first()
      .click();
    await page.locator('.tab.active', { hasText: 'Inject into' }).waitFor();
    const frame = await workbench().editorFrame();
    await frame.getByText('6 of 6 tensors will be copied.').waitFor();
    return frame;
  }

  async function kernel(frame: Frame): Promise<readonly (readonly string[])[]> {
    await selectRow(frame, 'kernel', 'layer_1');
    return gridCells(frame);
  }

  it('shows a plan, makes one edit of it, and undo takes that back', async () => {
    const { page } = workbench();
    const source = await kernel(
      await workbench().openModel('coffee-roasting-collapsed/model.json'),
    );
    const target = await kernel(await workbench().openModel('coffee-roasting/model.json'));
    assert.notDeepEqual(target, source);
    const plan = await openPlan();
    await plan.getByText('Relative change').waitFor();
    assert.deepEqual(await seriousViolations(plan), []);
    await workbench().screenshot('inject-plan');
    await plan.getByRole('button', { name: 'Inject', exact: true }).click();
    await page.locator('.tab.active', { hasText: 'Injection' }).waitFor();
    await previewShows('Injected weights');

    const model = await workbench().openModel('coffee-roasting/model.json');
    await page.locator('.tab.active.dirty').waitFor();
    assert.deepEqual(await kernel(model), source);
    await page.locator('.tab.active').click();
    await workbench().runCommand('Undo');
    await page.locator('.tab.active:not(.dirty)').waitFor();
    await workbench().openModel('iris/model.json');
    assert.deepEqual(
      await kernel(await workbench().openModel('coffee-roasting/model.json')),
      target,
    );
  });

  it('says what a rule does, and leaves out what the person unticks', async () => {
    const frame = await openPlan();
    await frame.getByLabel('Rule for all').selectOption('soft');
    await frame.getByText('new target = 0.995·target + 0.005·source').waitFor();
    await frame.getByRole('checkbox', { name: 'Inject all of layer_3' }).uncheck();
    await frame.getByText('4 of 6 tensors will be mixed.').waitFor();
    await frame.getByLabel('Rule for layer_1/bias').selectOption('copy');
    await frame.getByText('4 of 6 tensors will be injected: 1 copied, 3 mixed.').waitFor();
    await frame.getByRole('button', { name: /Source of layer_1\/bias/ }).click();
    const pick = workbench().page.locator('.quick-input-list .monaco-list-row', {
      hasText: 'layer_2/bias',
    });
    await pick.first().click();
    await frame.getByRole('button', { name: 'layer_1/bias', exact: true }).click();
    await frame.getByText('Chosen by hand.').waitFor();
  });
});
