import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { Workbench } from '../test/support/workbench';
import { selectRow } from '../test/ui/support/page';
import { repository } from './vscode/folders';

const SIZE = { width: 1400, height: 840 };
/** Heatmap, grid and histogram come a moment after the numbers. */
const PAINTING_MS = 2_000;

/**
 * Takes the pictures of the README anew, after a build: npm run pictures. A palette of 256 colours, as
 * `pngquant` makes, takes a third of the room in the .vsix.
 */
async function main(): Promise<void> {
  const workbench = await Workbench.open();
  const { page } = workbench;
  const picture = (name: string): Promise<unknown> =>
    page.screenshot({ path: join(repository, 'media', name) });
  try {
    await page.setViewportSize(SIZE);
    await workbench.setTheme('dark');
    const model = await workbench.openModel('digits/model.json');
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await selectRow(model, 'kernel', 'hidden');
    await model.getByText('none: all finite').waitFor();
    await page.waitForTimeout(PAINTING_MS);
    await picture('screenshot.png');

    await workbench.setTheme('light');
    await model.getByRole('button', { name: 'Retrain' }).click();
    await page.locator('.tab.active', { hasText: 'Retrain digits' }).waitFor();
    await retrain(await workbench.editorFrame());
    await picture('retrain.png');
  } finally {
    await workbench.close();
  }
}

/** Until half of the epochs are done. */
async function retrain(frame: Frame): Promise<void> {
  await frame.locator('.retrainFoot .button[aria-disabled="false"]').waitFor();
  await frame.getByLabel('Epochs', { exact: true }).fill('40');
  await frame.getByLabel('Learning rate', { exact: true }).fill('0.0003');
  await frame.getByRole('button', { name: 'Start' }).press('Enter');
  await frame.locator('b', { hasText: /^Epoch 2\d of 40$/ }).waitFor();
}

void main();
