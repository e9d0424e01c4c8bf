import type { Frame, Locator } from 'playwright-core';

/** The row of the layer tree with this exact name; `below` is the name of the layer it lies in. */
export async function selectRow(frame: Frame, name: string, below?: string): Promise<void> {
  const rows = treeRows(frame);
  await rows.filter({ hasText: name }).first().waitFor();
  const names = await rows.locator('bdi.name').allInnerTexts();
  const from = below === undefined ? 0 : names.indexOf(below);
  const at = names.indexOf(name, Math.max(from, 0));
  if (at < 0) throw new Error(`The tree shows no row "${name}": ${names.join(', ')}`);
  await rows.nth(at).click();
}

export function treeRows(frame: Frame): Locator {
  return frame.getByRole('treeitem');
}

/** The numbers of the grid on screen, row by row, as text. */
export async function gridCells(frame: Frame): Promise<readonly (readonly string[])[]> {
  await frame.locator('regular-table tbody td').filter({ hasText: /\d/ }).first().waitFor();
  return frame
    .locator('regular-table tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim())),
    );
}
