import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Frame } from 'playwright-core';
import { seriousViolations } from './support/axe';
import { acceptSuggested } from './support/dialogs';
import { workbench } from './support/hooks';
import { writeDense } from './support/models';

const HOSTILE = '<img src=x onerror=document.title=1>';

describe('Evaluating a model', () => {
  const openPage = async (model: string): Promise<Frame> => {
    await workbench().openModel(model);
    await workbench().runCommand('Weightscope: Evaluate Model…');
    await workbench().page.locator('.tab.active', { hasText: 'Evaluate' }).waitFor();
    const frame = await workbench().editorFrame();
    await frame.getByRole('heading', { name: `Evaluate ${model}` }).waitFor();
    return frame;
  };
  const evaluate = async (frame: Frame): Promise<void> => {
    await frame.getByRole('button', { name: 'Evaluate', exact: true }).click();
    await frame.getByRole('table', { name: 'Loss' }).waitFor();
  };
  const figure = (frame: Frame, measure: string): Promise<string> =>
    frame
      .getByRole('row', { name: new RegExp(`^${measure}`) })
      .locator('td')
      .first()
      .innerText();
  /** Waits for a file that is written whole. */
  const saved = async (...path: readonly string[]): Promise<string> => {
    const file = join(workbench().folder, ...path);
    for (let tries = 0; tries < 100 && !existsSync(file); tries++)
      await workbench().page.waitForTimeout(100);
    return readFile(file, 'utf8');
  };

  it('shows how good the digits model is, and the rows behind a cell of its confusion matrix', async () => {
    const frame = await openPage('digits/model.json');
    await evaluate(frame);
    assert.equal(await figure(frame, 'Accuracy'), '95.67 %');
    assert.equal(await figure(frame, 'Loss: Categorical cross-entropy'), '0.1195');
    const grid = frame.getByRole('grid', { name: /Confusion matrix/ });
    await grid.getByRole('gridcell', { name: '3 rows of class 3 named 8' }).click();
    const list = frame.getByRole('region', { name: 'Rows of class 3 named 8' }).first();
    await list.getByText('3 rows').waitFor();
    assert.equal(await list.locator('tbody tr').count(), 3);
    // By keys: two to the left is named 6, of which there are none.
    await grid.getByRole('gridcell', { name: '3 rows of class 3 named 8' }).press('ArrowLeft');
    await workbench().page.keyboard.press('ArrowLeft');
    await workbench().page.keyboard.press('Enter');
    await frame.getByRole('heading', { name: '0 rows of class 3 named 6' }).waitFor();
    assert.deepEqual(await seriousViolations(frame), []);
    await workbench().screenshot('evaluate-digits');
  });

  it('moves the threshold by keys, and the counts with it', async () => {
    const frame = await openPage('coffee-roasting/model.json');
    await evaluate(frame);
    const slider = frame.getByRole('slider', { name: 'Threshold' });
    const counts = frame.getByRole('table', { name: /Answers at threshold/ });
    await counts.waitFor();
    await slider.focus();
    await workbench().page.keyboard.press('Home');
    await frame.getByRole('table', { name: 'Answers at threshold 0', exact: true }).waitFor();
    const named = await counts.locator('td.numeric').allInnerTexts();
    assert.deepEqual([named[1], named[3]], ['0', '0']);
    await workbench().page.keyboard.press('ArrowRight');
    await frame.getByRole('table', { name: 'Answers at threshold 0.001', exact: true }).waitFor();
    await frame.getByRole('button', { name: 'Reset' }).click();
    await frame.getByRole('table', { name: 'Answers at threshold 0.5', exact: true }).waitFor();

    await frame.getByRole('button', { name: 'Save ROC curve as SVG' }).click();
    await acceptSuggested('coffee-roasting-roc-1.svg');
    const svg = await saved('coffee-roasting', 'coffee-roasting-roc-1.svg');
    assert.ok(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"'));
    assert.doesNotMatch(svg, /var\(|class=/);
    await frame.getByRole('button', { name: 'Save ROC curve as PNG' }).click();
    await acceptSuggested('coffee-roasting-roc-1.png');
    assert.match(await saved('coffee-roasting', 'coffee-roasting-roc-1.png'), /^.PNG/);
  });

  it('judges the part for validation alone, and says how it was drawn', async () => {
    const frame = await openPage('iris/model.json');
    await frame
      .getByRole('combobox', { name: 'Rows', exact: true })
      .selectOption('The part for validation');
    const share = frame.getByRole('spinbutton', { name: 'Share for validation' });
    assert.equal(await share.inputValue(), '20', 'in percent, as Retrain asks for it');
    await share.fill('0');
    await frame.getByText('The share for validation must lie between 0 and 100 %').waitFor();
    assert.equal(await share.getAttribute('aria-invalid'), 'true');
    assert.deepEqual(await seriousViolations(frame), []);
    await workbench().screenshot('evaluate-share');
    await share.fill('20');
    const seed = frame.getByRole('spinbutton', { name: 'Seed' });
    const drawn = await seed.inputValue();
    await seed.fill('1.5');
    await frame.getByText('The seed must be a whole number from 0 to 4,294,967,295.').waitFor();
    await seed.fill(drawn);
    await evaluate(frame);
    await frame.getByText('30 rows: the part for validation (20 % for validation').waitFor();
  });

  it('takes from a retraining which rows it kept apart, and judges the unsaved weights on them', async () => {
    const { page } = workbench();
    await workbench().openModel('iris/model.json');
    await workbench().runCommand('Weightscope: Retrain Model…');
    await page.locator('.tab.active', { hasText: 'Retrain iris' }).waitFor();
    const training = await workbench().editorFrame();
    await training.locator('.retrainFoot .button[aria-disabled="false"]').waitFor();
    await training.getByLabel('Epochs', { exact: true }).fill('3');
    await training.locator('.retrainFoot .button[aria-disabled="false"]').waitFor();
    await training.getByRole('button', { name: 'Start' }).click();
    await training.getByRole('button', { name: 'Evaluate' }).click();
    await page.locator('.tab.active', { hasText: 'Evaluate iris' }).waitFor();
    const frame = await workbench().editorFrame();
    await frame.getByText('The split of the last training in this workspace').waitFor();
    await evaluate(frame);
    await frame.getByText('30 rows: the part for validation').waitFor();
    await frame.getByText('The model with its unsaved changes.').waitFor();
    await frame.getByText('as the model says that it was trained').waitFor();
  });

  it('can be read and heard in dark and in high contrast, also where the tab is narrow', async () => {
    const frame = await openPage('coffee-roasting/model.json');
    await evaluate(frame);
    const { page } = workbench();
    const size = page.viewportSize() ?? { width: 1280, height: 800 };
    try {
      for (const theme of ['dark', 'hcDark'] as const) {
        await workbench().setTheme(theme);
        assert.deepEqual(await seriousViolations(frame), [], theme);
      }
      await page.setViewportSize({ width: 710, height: 800 });
      await page.waitForTimeout(500);
      assert.deepEqual(await seriousViolations(frame), [], 'narrow');
      const wider = await frame
        .locator('.evaluate')
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
      assert.ok(!wider, 'The page has to be scrolled sideways.');
    } finally {
      await page.setViewportSize(size);
      await workbench().setTheme('light');
    }
  });

  it('says n/a and why where the data has one class only', async () => {
    const { folder } = workbench();
    const path = join(folder, 'iris', 'iris.csv');
    const text = await readFile(path, 'utf8');
    const [header = '', ...rows] = text.trim().split('\n');
    try {
      const setosa = rows.filter((row) => row.includes('setosa'));
      await writeFile(path, [header, ...setosa].join('\n'));
      const frame = await openPage('iris/model.json');
      await evaluate(frame);
      await frame.getByText('n/a: All rows are of this class.').last().waitFor();
      assert.match(await figure(frame, 'Matthews correlation'), /n\/a.*All rows are of one class/s);
      assert.ok(!(await frame.locator('body').innerText()).includes('NaN'));
    } finally {
      await writeFile(path, text);
    }
  });

  it('shows how far numbers are off, writes them down, and says when the model has changed', async () => {
    const { folder } = workbench();
    await writeDense(join(folder, 'line'), [{ name: 'out', kernel: [[2]] }]);
    const rows = Array.from({ length: 50 }, (_, i) => `${i / 10},${i / 5 + (i % 3) - 1}`);
    await writeFile(join(folder, 'line', 'line.csv'), `x,${HOSTILE}\n${rows.join('\n')}\n`);
    const frame = await openPage('line/model.json');
    await frame.getByRole('button', { name: 'Choose Data…' }).click();
    const { page } = workbench();
    await page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'line.csv' })
      .first()
      .click();
    await frame.getByText('50 rows, 2 columns').waitFor();
    await evaluate(frame);
    assert.equal(await figure(frame, 'MAE'), '0.66');
    await frame.getByRole('img', { name: /Predicted against true/ }).waitFor();
    await frame.getByRole('button', { name: 'Predictions…' }).click();
    await acceptSuggested('line-predictions.csv');
    const csv = await saved('line', 'line-predictions.csv');
    assert.equal(csv.split('\n')[1], '1,-1,0,-1');

    await frame.getByRole('button', { name: 'Report…' }).click();
    await acceptSuggested('line-evaluation.html');
    const html = await saved('line', 'line-evaluation.html');
    const tab = await workbench().browser.newPage();
    try {
      await tab.goto(pathToFileURL(join(folder, 'line', 'line-evaluation.html')).href);
      assert.equal(await tab.title(), 'Evaluation of line/model.json');
      assert.equal(await tab.locator('svg').count(), 3);
      assert.equal(await tab.locator('script, img, iframe, [onerror]').count(), 0);
      assert.ok((await tab.locator('body').innerText()).includes('0.66'));
    } finally {
      await tab.close();
    }
    assert.ok(!html.includes('<script'));

    await workbench().openModel('line/model.json');
    await workbench().runCommand('Weightscope: Set to Zeros');
    await page.locator('.tab.active.dirty').waitFor();
    await page.locator('.tab', { hasText: 'Evaluate' }).click();
    await frame.getByText('The model has changed since').waitFor();
    await frame.getByRole('button', { name: 'Evaluate Again' }).click();
    await frame.getByText('The model with its unsaved changes.').waitFor();
    assert.notEqual(await figure(frame, 'MAE'), '0.66');
  });
});
