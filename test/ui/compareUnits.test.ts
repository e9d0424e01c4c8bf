import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadWithTfjs, weightValues } from '../support/loadWithTfjs';
import { seriousViolations } from './support/axe';
import { acceptSuggested } from './support/dialogs';
import { compareSamples } from './support/compare';
import { workbench } from './support/hooks';

const GOOD = 'coffee-roasting';
const COLLAPSED = 'coffee-roasting-collapsed';

describe('Aligning the units of two models', () => {
  it('tells what it came to beside what chance gives, checks the outputs, and saves B in the order of A', async () => {
    const { page, folder } = workbench();
    const frame = await compareSamples(GOOD, COLLAPSED);
    await frame.getByRole('radio', { name: 'Units' }).click();
    await frame.getByRole('button', { name: 'Align B to A' }).click();
    await frame.getByText(/\d+ of 12 units of B moved/).waitFor();
    await frame.getByText(/that were only initialised/).waitFor();
    await frame.getByText(/Aligned B computes the same as B/).waitFor();
    assert.deepEqual(await seriousViolations(frame), []);
    await workbench().screenshot('compare-units');

    const report = `${GOOD}-against-${COLLAPSED}.md`;
    await frame.getByRole('button', { name: 'Export…' }).click();
    await acceptSuggested(`/${report}`);
    await page.getByText(`Saved ${GOOD}/${report}`).first().waitFor();
    const text = await readFile(join(folder, GOOD, report), 'utf8');
    assert.match(text, /^## Units of B in the order of A$/m);
    assert.match(text, /^- Aligned B computes the same as B: .* within 1e-5/m);

    await frame.getByRole('button', { name: 'Save Aligned B…' }).click();
    await acceptSuggested(`/${COLLAPSED}/`);
    const list = page.locator('.notification-list-item:visible', { hasText: /Exported 6 tensors/ });
    await workbench().runCommand('Notifications: Show Notifications');
    await list.first().waitFor();
    await workbench().runCommand('Notifications: Clear All Notifications');
    const [before, after] = [
      await loadWithTfjs(join(folder, COLLAPSED, 'model.json')),
      await loadWithTfjs(join(folder, COLLAPSED, `${COLLAPSED}-aligned-tfjs`, 'model.json')),
    ];
    const [stored, aligned] = [weightValues(before), weightValues(after)];
    before.dispose();
    after.dispose();
    let moved = 0;
    for (const [name, values] of stored) {
      const [here, there] = [[...values], [...(aligned.get(name) ?? [])]];
      if (here.some((value, i) => value !== there[i])) moved++;
      assert.deepEqual(
        there.toSorted((x, y) => x - y),
        here.toSorted((x, y) => x - y),
        name,
      );
    }
    assert.ok(moved > 0);
  });

  it('shows how far the check of the outputs is, stops it, and begins it again', async () => {
    const frame = await compareSamples(GOOD, COLLAPSED);
    await frame.getByRole('radio', { name: 'Units' }).click();
    await frame.getByRole('button', { name: 'Align B to A' }).click();
    // A training process takes longer to start than the button to be pressed.
    await frame.getByText('Loading B …').waitFor();
    assert.equal(await frame.getByLabel('Checking the outputs').count(), 1);
    await frame.getByRole('button', { name: 'Stop' }).click();
    const check = frame.getByRole('button', { name: 'Check that aligned B computes the same' });
    await check.click();
    await frame.getByText('Loading B …').waitFor();
    await frame.getByText(/Aligned B computes the same as B/).waitFor();
  });
});
