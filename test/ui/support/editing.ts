import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { workbench } from './hooks';
import { treeRows } from './page';

/** Presses keys one after the other. */
export async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await workbench().page.keyboard.press(key);
}

let copies = 0;

/** Opens a copy of its own of a sample, so that a test may change and save it. */
export async function openCopy(
  sample: string,
): Promise<{ readonly frame: Frame; readonly folder: string }> {
  const name = `${sample}-edited-${copies++}`;
  const folder = join(workbench().folder, name);
  await cp(join(workbench().folder, sample), folder, { recursive: true });
  const frame = await workbench().openModel(`${name}/model.json`);
  await statistic(frame, 'max').waitFor();
  return { frame, folder };
}

/** A cell of the grid, by row and column within sight. */
export function cell(frame: Frame, row: number, column: number): Locator {
  return frame.locator('regular-table tbody tr').nth(row).locator('td').nth(column);
}

/** Waits until a cell shows exactly this. */
export async function cellShows(
  frame: Frame,
  [row, column]: readonly [number, number],
  text: string,
): Promise<void> {
  const shown = frame.locator('regular-table tbody tr').nth(row).locator('td').nth(column);
  await shown.and(frame.getByText(text, { exact: true })).waitFor();
}

/** Selects a cell, types over its value and commits with Enter. */
export async function typeInto(
  frame: Frame,
  [row, column]: readonly [number, number],
  text: string,
): Promise<void> {
  const { keyboard } = workbench().page;
  await cell(frame, row, column).click();
  await keyboard.type(text);
  await keyboard.press('Enter');
}

export async function chooseEdit(frame: Frame, item: string): Promise<void> {
  await frame.getByRole('button', { name: 'Edit', exact: true }).click();
  await frame.getByRole('menuitem', { name: item }).click();
}

/** A number of the statistics, by its name. */
export function statistic(frame: Frame, name: string): Locator {
  return frame
    .getByRole('region', { name: 'Statistics' })
    .locator('.statistic')
    .filter({ has: frame.getByText(name, { exact: true }) })
    .locator('dd')
    .first();
}

/** Waits until the editor's tab carries the mark of unsaved changes, or no longer does. */
export async function tabIsDirty(isDirty: boolean): Promise<void> {
  const tab = workbench().page.locator('.tab.active');
  await (
    isDirty
      ? tab.and(workbench().page.locator('.dirty'))
      : tab.and(workbench().page.locator(':not(.dirty)'))
  ).waitFor();
}

/** The rows of the tree that are marked as modified, by name. */
export function modifiedRows(frame: Frame): Locator {
  return treeRows(frame).filter({ hasText: 'modified, not saved' }).locator('bdi.name');
}

/** What the heatmap shows, to the pixel. */
export function picture(frame: Frame): Promise<string> {
  return frame
    .locator('.heatmap canvas')
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
}

export async function pictureBecomes(frame: Frame, wanted: string): Promise<void> {
  await frame.waitForFunction(
    (url) => document.querySelector<HTMLCanvasElement>('.heatmap canvas')?.toDataURL() === url,
    wanted,
  );
}
