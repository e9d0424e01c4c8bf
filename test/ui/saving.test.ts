import assert from 'node:assert/strict';
import { join } from 'node:path';
import { loadWithTfjs, weightValues } from '../support/loadWithTfjs';
import {
  cell,
  cellShows,
  modifiedRows,
  openCopy,
  press,
  tabIsDirty,
  typeInto,
} from './support/editing';
import { workbench } from './support/hooks';

describe('A person who saves what they edited', () => {
  it('with Ctrl+S has the typed number in the file that TensorFlow.js reads, and keeps their place', async () => {
    const { frame, folder } = await openCopy('coffee-roasting');
    await typeInto(frame, [1, 2], '0.1');
    await cellShows(frame, [1, 2], '0.1');
    await tabIsDirty(true);
    await press('Control+s');
    await tabIsDirty(false);
    await expectSaved(folder, 'layer_1/kernel', 8, Math.fround(0.1));
    await frame.getByRole('button', { name: /changed/ }).waitFor({ state: 'detached' });
    await frame.locator('regular-table td.focus').waitFor();
    assert.equal(await modifiedRows(frame).count(), 0);
    await press('Control+z');
    await tabIsDirty(true);
    await frame.getByRole('button', { name: '1 tensor changed' }).waitFor();
  });

  it('has the number that is still being typed saved with the rest', async () => {
    const { frame, folder } = await openCopy('coffee-roasting');
    await cell(frame, 0, 0).click();
    await workbench().page.keyboard.type('-6.5');
    await press('Control+s');
    await frame.getByRole('textbox', { name: /^Value of/ }).waitFor({ state: 'detached' });
    await cellShows(frame, [0, 0], '-6.5');
    await frame.getByRole('button', { name: /changed/ }).waitFor({ state: 'detached' });
    await tabIsDirty(false);
    await expectSaved(folder, 'layer_1/kernel', 0, -6.5);
  });

  it('has the number saved whose cell they left just before', async () => {
    const { frame, folder } = await openCopy('coffee-roasting');
    await typeInto(frame, [0, 3], '77');
    await press('Control+s');
    await cellShows(frame, [0, 3], '77');
    await frame.getByRole('button', { name: /changed/ }).waitFor({ state: 'detached' });
    await tabIsDirty(false);
    await expectSaved(folder, 'layer_1/kernel', 3, 77);
  });
});

/** Reads the model as TensorFlow.js does. */
async function expectSaved(
  folder: string,
  weight: string,
  position: number,
  value: number,
): Promise<void> {
  const model = await loadWithTfjs(join(folder, 'model.json'));
  const saved = weightValues(model).get(weight)?.[position];
  model.dispose();
  assert.equal(saved, value);
}
