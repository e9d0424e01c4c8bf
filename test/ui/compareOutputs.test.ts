import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { seriousViolations } from './support/axe';
import { compareSamples } from './support/compare';
import { workbench } from './support/hooks';

const GOOD = 'coffee-roasting';

describe('Comparing what two models do', () => {
  async function outputsOf(a: string, b: string): Promise<Frame> {
    const frame = await compareSamples(a, b);
    await frame.getByRole('radio', { name: 'Outputs' }).click();
    return frame;
  }

  const numbersOf = async (frame: Frame, row: RegExp): Promise<string[]> => {
    const line = frame.getByRole('row', { name: row }).first();
    await line.waitFor();
    return line.locator('td').allInnerTexts();
  };

  it('tells on how many rows they agree, how good each is, and which rows they see differently', async () => {
    const frame = await outputsOf(GOOD, 'coffee-roasting-collapsed');
    await frame.getByRole('button', { name: 'Compare Outputs' }).click();
    const [same = ''] = await numbersOf(frame, /^layer_3/);
    assert.match(same, /^\d{3} of 1,000 \(/);
    const [good = '', collapsed = '', change = ''] = await numbersOf(frame, /^Accuracy/);
    assert.ok(parseFloat(good) > 95, good);
    assert.ok(parseFloat(collapsed) < 90, collapsed);
    assert.match(change, /^-\d/);
    const rows = frame.getByRole('region', { name: 'Rows of which they name other classes' });
    const [first] = await rows.getByRole('row').all();
    assert.match((await first?.innerText()) ?? '', /A names\s*B names\s*True/);
    assert.deepEqual(await seriousViolations(frame), []);
    await workbench().screenshot('compare-outputs');
  });

  it('walks from A to B: the ends are the two models, and the barrier is told with what it is', async () => {
    const frame = await outputsOf(GOOD, 'coffee-roasting-collapsed');
    await frame.getByRole('button', { name: 'Compare Outputs' }).click();
    const [lossA = '', lossB = ''] = await numbersOf(frame, /^Loss, without penalties/);
    await frame.getByRole('button', { name: 'Walk from A to B' }).click();
    await frame.getByText(/The largest loss, at t = .*, less the mean of the two ends/).waitFor();
    await frame.getByText('All 25 points as a table').click();
    const points = frame.locator('.behaviourPath tbody tr');
    assert.equal(await points.count(), 25);
    assert.equal((await points.first().locator('td').allInnerTexts())[0], lossA);
    assert.equal((await points.last().locator('td').allInnerTexts())[0], lossB);
    assert.equal(await frame.locator('.behaviourPath svg.chart').count(), 2);
    await frame.locator('.behaviourPath').scrollIntoViewIfNeeded();
    await workbench().screenshot('compare-path');
  });

  it('forgets what was found when the models change places', async () => {
    const frame = await outputsOf(GOOD, 'coffee-roasting-collapsed');
    await frame.getByRole('button', { name: 'Compare Outputs' }).click();
    await frame.getByRole('row', { name: /^Accuracy/ }).waitFor();
    await frame.getByRole('button', { name: 'Swap' }).click();
    await frame.getByRole('row', { name: /^Accuracy/ }).waitFor({ state: 'detached' });
    await frame.getByRole('button', { name: 'Compare Outputs' }).click();
    const [a = '', b = ''] = await numbersOf(frame, /^Accuracy/);
    assert.ok(parseFloat(a) < parseFloat(b), `${a} ${b}`);
  });

  it('says in one sentence that models of other inputs cannot be held against each other', async () => {
    const frame = await outputsOf(GOOD, 'iris');
    await frame.getByRole('button', { name: 'Compare Outputs' }).click();
    await frame
      .getByRole('alert')
      .filter({ hasText: /can only be compared where both take and give the same: A has 1 input/ })
      .waitFor();
  });
});
