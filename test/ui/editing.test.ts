import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { workbench } from './support/hooks';
import { writeDense } from './support/models';
import { gridCells } from './support/page';

const kernel = [
  [1.5, -2],
  [0.25, 3],
];

describe('Unsaved edits', () => {
  let tries = 0;
  /** Of its own for each try: what VS Code kept of an earlier one would be there again. */
  const named = (name: string): string => `${name}-${tries}`;
  const folder = (name: string): string => join(workbench().folder, named(name));

  beforeEach(async () => {
    tries++;
    await workbench().runCommand('Notifications: Clear All Notifications');
  });

  const open = async (name: string): Promise<Frame> => {
    await writeDense(folder(name), [{ name: 'dense', kernel }]);
    const frame = await workbench().openModel(`${named(name)}/model.json`);
    await shows(frame, kernel);
    return frame;
  };

  const shows = async (frame: Frame, values: readonly (readonly number[])[]): Promise<void> => {
    const deadline = Date.now() + 30_000;
    let cells: readonly (readonly string[])[] = [];
    while (Date.now() < deadline) {
      cells = await gridCells(frame);
      if (JSON.stringify(cells.map((row) => row.map(Number))) === JSON.stringify(values)) return;
      await workbench().page.waitForTimeout(100);
    }
    assert.deepEqual(cells, values);
  };

  const unsaved = (): Promise<void> =>
    workbench().page.locator('.tab.active.dirty').waitFor({ state: 'visible' });
  const saved = (): Promise<void> =>
    workbench().page.locator('.tab.active:not(.dirty)').waitFor({ state: 'visible' });

  const onDisk = async (name: string): Promise<readonly number[]> => {
    const json = await readFile(join(folder(name), 'model.json'), 'utf8');
    const { weightsManifest } = JSON.parse(json) as { weightsManifest: { paths: string[] }[] };
    const bytes = await readFile(join(folder(name), weightsManifest[0]?.paths[0] ?? ''));
    return [...new Float32Array(new Uint8Array(bytes).buffer)];
  };

  it('are there again, unsaved, after the window was reloaded', async () => {
    const frame = await open('reloaded');
    await workbench().runCommand('Weightscope: Set to Zeros');
    await shows(frame, [
      [0, 0],
      [0, 0],
    ]);
    await unsaved();
    // VS Code writes its backup a second after the last change, and in a browser which tabs are open every
    // five seconds, when it has nothing else to do.
    await workbench().page.waitForTimeout(12_000);
    await workbench().page.reload();
    await unsaved();
    const again = await workbench().editorFrame();
    await shows(again, [
      [0, 0],
      [0, 0],
    ]);
    assert.deepEqual(await onDisk('reloaded'), kernel.flat());
    await workbench().page.keyboard.press('Control+s');
    await saved();
    assert.deepEqual(await onDisk('reloaded'), [0, 0, 0, 0]);
  });

  it('go into a copy by Save As, with the weights beside it, and leave the original alone', async () => {
    await mkdir(folder('copied'));
    const frame = await open('original');
    await workbench().runCommand('Weightscope: Set to Ones');
    await shows(frame, [
      [1, 1],
      [1, 1],
    ]);
    await workbench().runCommand('File: Save As...');
    const box = workbench().page.locator('.quick-input-widget:visible input[type=text]');
    // The dialog writes into its box once it knows the folder.
    await workbench().page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLInputElement>('.quick-input-widget input')].some((input) =>
        input.value.endsWith('/model.json'),
      ),
    );
    await box.fill(join(folder('copied'), 'model.json'));
    // It takes no answer while it lists the folder.
    for (let presses = 0; presses < 20 && (await box.isVisible()); presses++) {
      await workbench().page.keyboard.press('Enter');
      await workbench().page.waitForTimeout(500);
    }
    await saved();
    await shows(await workbench().editorFrame(), [
      [1, 1],
      [1, 1],
    ]);
    assert.deepEqual(await onDisk('copied'), [1, 1, 1, 1]);
    assert.deepEqual(await onDisk('original'), kernel.flat());
  });

  it('are kept or dropped, as the person says, when another program changes the files', async () => {
    const frame = await open('changed');
    await workbench().runCommand('Weightscope: Set to Zeros');
    await unsaved();
    const others = Float32Array.of(4, 5, 6, 7);
    await writeFile(join(folder('changed'), 'weights.bin'), new Uint8Array(others.buffer));
    await choose('Discard Edits and Reload');
    await saved();
    await shows(frame, [
      [4, 5],
      [6, 7],
    ]);
  });

  it('overwrite what another program wrote only if the person says so', async () => {
    await open('contested');
    await workbench().runCommand('Weightscope: Set to Zeros');
    await unsaved();
    const others = Float32Array.of(4, 5, 6, 7);
    await writeFile(join(folder('contested'), 'weights.bin'), new Uint8Array(others.buffer));
    await choose('Keep My Edits');
    await workbench().page.keyboard.press('Control+s');
    await answer('Cancel');
    await unsaved();
    assert.deepEqual(await onDisk('contested'), [...others]);
    await workbench().page.keyboard.press('Control+s');
    await answer('Overwrite');
    await saved();
    assert.deepEqual(await onDisk('contested'), [0, 0, 0, 0]);
  });

  /** Clicks a button of the newest notification; under the test driver no toast pops up by itself. */
  async function choose(button: string): Promise<void> {
    await workbench().runCommand('Notifications: Show Notifications');
    await workbench()
      .page.locator('.notifications-center')
      .getByRole('button', { name: button })
      .click();
  }

  async function answer(button: string): Promise<void> {
    await workbench()
      .page.locator('.monaco-dialog-box')
      .getByRole('button', { name: button })
      .click();
  }
});
