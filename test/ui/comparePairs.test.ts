import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { seriousViolations } from './support/axe';
import { compareSamples } from './support/compare';
import { workbench } from './support/hooks';
import { type DenseLayer, writeDense } from './support/models';
import { stateSaved } from './support/savedState';

const BEFORE = 'pairs-before';
const AFTER = 'pairs-after';

const square = (name: string, value: number): DenseLayer => ({
  name,
  kernel: [
    [value, 2],
    [3, 4],
  ],
});

describe('Pairing tensors of a comparison by hand', () => {
  /** Two chains of which no name tells which layer of the one is which of the other, but for the last. */
  async function compareChains(): Promise<Frame> {
    const last = { name: 'last', kernel: [[1], [2]] };
    await write(BEFORE, [square('encoder', 1), last]);
    await write(AFTER, [square('first', 5), square('second', 1), last]);
    const frame = await compareSamples(BEFORE, AFTER);
    await frame.getByText('1 tensor compared, all bit-identical').waitFor();
    return frame;
  }

  const write = (folder: string, layers: readonly DenseLayer[]): Promise<void> =>
    writeDense(join(workbench().folder, folder), layers);

  const row = (frame: Frame, name: string) =>
    frame.locator('.compareTable .tableRow', { hasText: name });

  async function pair(frame: Frame, button: string, choice: string): Promise<void> {
    await frame.getByRole('button', { name: button, exact: true }).click();
    await workbench()
      .page.locator('.quick-input-list .monaco-list-row', { hasText: choice })
      .first()
      .click();
  }

  it('compares what was paired as any other pair, through a reload of the window and a swap, until it is unpaired', async () => {
    const { page } = workbench();
    const frame = await compareChains();
    const structure = frame.locator('.compareStructure');
    await structure.getByText('Only in A').waitFor();
    await pair(frame, 'Pair encoder/kernel of A by hand', 'first/kernel');
    await frame.getByText('2 tensors compared, 1 bit-identical, 1 paired by hand').waitFor();
    await frame.getByText('encoder/kernel in A, first/kernel in B, paired by hand.').waitFor();
    assert.equal(await row(frame, 'encoder/kernel').locator('.changed').innerText(), '25 %');
    await structure.getByText('Only in A').waitFor({ state: 'detached' });
    assert.deepEqual(
      await frame.locator('.compareTable').evaluate((table) => table === document.activeElement),
      true,
    );
    assert.deepEqual(await seriousViolations(frame), []);
    await workbench().screenshot('compare-paired');

    await stateSaved('first/kernel');
    await page.reload();
    await page.locator('.tab', { hasText: '↔' }).click();
    const again = await workbench().editorFrame();
    await again.getByText('2 tensors compared, 1 bit-identical, 1 paired by hand').waitFor();
    await again.getByRole('button', { name: 'Swap' }).click();
    await again.getByText('first/kernel in A, encoder/kernel in B, paired by hand.').waitFor();
    await again.getByText('2 tensors compared, 1 bit-identical, 1 paired by hand').waitFor();

    await pair(again, 'Pair first/kernel of A by hand', 'Unpair');
    await again.getByText('1 tensor compared, all bit-identical').waitFor();
    await again.locator('.compareStructure').getByText('Only in B').waitFor();
  });

  it('gives A the values of the tensor that it was paired with', async () => {
    const frame = await compareChains();
    await pair(frame, 'Pair first/kernel of B by hand', 'encoder/kernel');
    await frame.getByText('1 paired by hand').waitFor();
    await frame.getByRole('button', { name: 'Copy to A' }).click();
    await frame.getByText('2 tensors compared, all bit-identical, 1 paired by hand').waitFor();
  });

  it('takes a tensor from the pair that its name made', async () => {
    await write(BEFORE, [square('one', 1), square('two', 2)]);
    await write(AFTER, [square('one', 1), square('two', 2)]);
    const frame = await compareSamples(BEFORE, AFTER);
    await frame.getByText('2 tensors compared, all bit-identical').waitFor();
    await row(frame, 'one/kernel').click();
    await pair(frame, 'Pair one/kernel of A by hand', 'now with two/kernel of A');
    await frame.getByText('1 tensor compared, 0 bit-identical, 1 paired by hand').waitFor();
    await frame.getByRole('button', { name: 'Pair two/kernel of A by hand' }).waitFor();
  });

  it('says that a pair is left out whose tensor has another shape now, and compares it again when it fits', async () => {
    const frame = await compareChains();
    await pair(frame, 'Pair encoder/kernel of A by hand', 'second/kernel');
    await frame.getByText('1 paired by hand').waitFor();
    const last = { name: 'last', kernel: [[1], [2]] };
    const narrow = { name: 'second', kernel: [[1, 2]] };
    await write(AFTER, [square('first', 5), narrow, last]);
    await frame
      .getByText(
        'The pair of encoder/kernel in A and second/kernel in B, made by hand, is left out, as the shape differs: 2 × 2 in A, 1 × 2 in B.',
      )
      .waitFor();
    await write(AFTER, [square('first', 5), square('second', 1), last]);
    await frame.getByText('2 tensors compared, all bit-identical, 1 paired by hand').waitFor();
    await write(AFTER, [square('first', 5), last]);
    await frame.getByText(/is left out, as the tensor is gone in B\./).waitFor();
    assert.deepEqual(await seriousViolations(frame), []);
    await frame.getByRole('button', { name: 'Forget' }).click();
    await frame.getByText(/is left out/).waitFor({ state: 'detached' });
  });
});
