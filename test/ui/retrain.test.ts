import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { seriousViolations } from './support/axe';
import { workbench } from './support/hooks';
import { gridCells, selectRow } from './support/page';

describe('Retraining a model', () => {
  /** Opens the page by the button of the model's header, and waits until training could begin. */
  async function openPage(sample: string): Promise<Frame> {
    const { page } = workbench();
    const model = await workbench().openModel(`${sample}/model.json`);
    await model.getByRole('button', { name: 'Retrain' }).click();
    await page.locator('.tab.active', { hasText: `Retrain ${sample}` }).waitFor();
    const frame = await workbench().editorFrame();
    await ready(frame);
    return frame;
  }

  async function ready(frame: Frame): Promise<void> {
    await frame.locator('.retrainFoot .button[aria-disabled="false"]').waitFor();
  }

  async function fill(frame: Frame, label: string, value: string): Promise<void> {
    await frame.getByLabel(label, { exact: true }).fill(value);
  }

  const start = (frame: Frame): Promise<void> =>
    frame.getByRole('button', { name: 'Start' }).click();
  const outcome = (frame: Frame) => frame.getByRole('region', { name: 'Outcome' });

  /** Epochs that the table of numbers has. */
  const epochRows = (frame: Frame): Promise<number> =>
    frame
      .getByRole('region', { name: 'Numbers of each epoch' })
      .locator('tbody')
      .first()
      .locator('tr')
      .count();

  async function kernel(frame: Frame): Promise<readonly (readonly string[])[]> {
    await selectRow(frame, 'kernel', 'hidden_1');
    return gridCells(frame);
  }

  it('draws curves that grow, makes one edit of it, and undo takes that back', async () => {
    const { page } = workbench();
    const before = await kernel(await workbench().openModel('iris/model.json'));
    const frame = await openPage('iris');
    await fill(frame, 'Epochs', '5000');
    await ready(frame);
    assert.deepEqual(await seriousViolations(frame), []);
    await start(frame);
    await frame.getByText('Numbers', { exact: true }).click();
    let rows = 0;
    for (let seen = 0; seen < 3; seen++) {
      await frame.waitForFunction(
        (known) =>
          document.querySelectorAll('.retrainScroll table:first-child tbody tr').length > known,
        rows,
      );
      rows = await epochRows(frame);
    }
    await frame.locator('.retrainPlot canvas').nth(2).waitFor();
    await frame.getByText(/rows\/s · about/).waitFor();
    assert.deepEqual(await seriousViolations(frame), []);
    await frame.getByRole('region', { name: 'Live weights' }).locator('canvas').waitFor();
    await workbench().screenshot('retrain-running');
    await frame.getByRole('button', { name: 'Stop and Keep' }).click();
    await outcome(frame)
      .getByText(/On 30 validation rows: loss .*; before, loss/)
      .waitFor();
    await frame.getByRole('row', { name: /hidden_1\/kernel moved .* %, turned/ }).waitFor();
    assert.deepEqual(await seriousViolations(frame), []);
    await workbench().screenshot('retrain-kept');

    await frame.getByRole('button', { name: 'Show Model' }).click();
    await page.locator('.tab.active.dirty').waitFor();
    assert.notDeepEqual(await kernel(await workbench().editorFrame()), before);
    await page.locator('.tab.active').click();
    await workbench().runCommand('Undo');
    await page.locator('.tab.active:not(.dirty)').waitFor();
    await workbench().openModel('coffee-roasting/model.json');
    assert.deepEqual(await kernel(await workbench().openModel('iris/model.json')), before);
  });

  it('leads to what it changed: the trained model beside the retrained, the frozen layer bit-identical', async () => {
    const frame = await openPage('iris');
    await fill(frame, 'Epochs', '3');
    await frame.getByRole('checkbox', { name: 'Train hidden_1' }).uncheck();
    await ready(frame);
    await start(frame);
    await outcome(frame).getByRole('button', { name: 'What Changed?' }).click();
    await workbench()
      .page.locator('.tab.active', { hasText: 'model.json (saved) ↔ model.json (edited)' })
      .waitFor();
    const comparison = await workbench().editorFrame();
    await comparison.getByText('6 tensors compared, 2 bit-identical', { exact: true }).waitFor();
    const rows = await comparison.locator('.compareTable .tableRow').allInnerTexts();
    const same = rows.filter((row) => row.includes('bit-identical'));
    assert.deepEqual(
      same.map((row) => row.split('/')[0]?.trim()),
      ['hidden_1', 'hidden_1'],
    );
    await workbench().screenshot('compare-retrained');
  });

  it('keeps nothing when it is cancelled, and can be paused before', async () => {
    const { page } = workbench();
    const frame = await openPage('iris');
    await fill(frame, 'Epochs', '50000');
    await ready(frame);
    await start(frame);
    await frame.getByRole('button', { name: 'Pause' }).click();
    await frame.getByText(/· paused/).waitFor();
    await frame.getByRole('button', { name: 'Resume' }).click();
    await frame.getByText(/rows\/s/).waitFor();
    await frame.locator('.retrainFoot').getByRole('button', { name: 'Cancel' }).click();
    await outcome(frame).getByText('Cancelled: the model is as it was.').waitFor();
    assert.equal(await page.locator('.tab.dirty').count(), 0);
  });

  it('goes on when its tab is closed, and is there again when the tab is opened', async () => {
    const frame = await openPage('iris');
    await fill(frame, 'Epochs', '50000');
    await ready(frame);
    await start(frame);
    await frame.getByText(/rows\/s/).waitFor();
    await workbench().runCommand('View: Close Editor');
    const model = await workbench().editorFrame();
    await model.getByRole('button', { name: 'Retrain' }).click();
    await workbench().page.locator('.tab.active', { hasText: 'Retrain iris' }).waitFor();
    const again = await workbench().editorFrame();
    await again.getByText(/of 50,000 · step/).waitFor();
    await again.locator('.retrainPlot canvas').first().waitFor();
    await again.locator('.retrainFoot').getByRole('button', { name: 'Cancel' }).click();
    await outcome(again).getByText('Cancelled: the model is as it was.').waitFor();
  });

  it('names what is amiss beside its field and at the Start button', async () => {
    const frame = await openPage('iris');
    await fill(frame, 'Learning rate', '0');
    const sentence = 'The learning rate must be a number above 0, such as 0.001.';
    await frame.locator('.retrainField', { hasText: sentence }).waitFor();
    await frame.locator('.retrainFoot', { hasText: sentence }).waitFor();
    await fill(frame, 'Learning rate', '0.01');
    for (const layer of ['hidden_1', 'hidden_2', 'species'])
      await frame.getByRole('checkbox', { name: `Train ${layer}` }).uncheck();
    await frame.locator('.retrainFoot', { hasText: 'Every layer is frozen' }).waitFor();
    const button = frame.getByRole('button', { name: 'Start' });
    assert.equal(await button.getAttribute('aria-disabled'), 'true');
    await frame.getByRole('checkbox', { name: 'Train species' }).check();
    await ready(frame);
  });

  it('is as it was left when it is opened again, balances classes, and leads to a tensor', async () => {
    const { page } = workbench();
    const left = await openPage('coffee-roasting');
    await fill(left, 'Epochs', '2');
    await left.getByRole('button', { name: 'Balanced' }).click();
    await left.getByText('Factor of each class in the loss').waitFor();
    await ready(left);
    await left.waitForTimeout(500);
    await workbench().runCommand('View: Close Editor');
    const frame = await openPage('coffee-roasting');
    assert.equal(await frame.getByLabel('Epochs', { exact: true }).inputValue(), '2');
    await frame.getByText('Factor of each class in the loss').waitFor();
    await start(frame);
    await frame.getByRole('button', { name: 'layer_3/kernel' }).click();
    await page.locator('.tab.active[data-resource-name="model.json"]').waitFor();
    const model = await workbench().editorFrame();
    await model.getByRole('heading', { name: 'layer_3 › kernel' }).waitFor();
  });
});
