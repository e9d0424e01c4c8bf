import type { Frame } from 'playwright-core';
import { workbench } from './hooks';

/** Opens `a/model.json` of the samples, then the comparison with that of `b`. @returns its page. */
export async function compareSamples(a: string, b: string): Promise<Frame> {
  await workbench().openModel(`${a}/model.json`);
  await compareWith(b);
  await workbench()
    .page.locator('.tab.active', { hasText: `${a} ↔ ${b}` })
    .waitFor();
  return workbench().editorFrame();
}

/** Compares the model in front with that of a folder. */
export async function compareWith(folder: string): Promise<void> {
  await workbench().runCommand('Weightscope: Compare With…');
  await workbench()
    .page.locator('.quick-input-list .monaco-list-row', { hasText: `${folder}/model.json` })
    .first()
    .click();
}
