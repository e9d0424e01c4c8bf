import type { Frame, Locator } from 'playwright-core';
import type { Workbench } from '../../test/support/workbench';
import { round } from './bench';
import { pageTasks } from './trace';

const STEPS = 60;

const TRACED = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** Milliseconds of the longest task of the main thread, while `act` runs, in which the editor page had a part. */
export async function longestTaskWhile(
  workbench: Workbench,
  what: string,
  act: () => Promise<void>,
  say: (line: string) => void,
): Promise<number> {
  await workbench.browser.startTracing(workbench.page, { categories: TRACED });
  await act();
  const [longest] = pageTasks(await workbench.browser.stopTracing());
  if (longest === undefined) return 0;
  say(`  ${what}: longest task ${round(longest.took, 1)} ms (${longest.parts.join(', ')})`);
  return longest.took;
}

/** By wheel, by dragging in a circle, and in and out again. */
export async function panAndZoom(workbench: Workbench, heatmap: Locator): Promise<void> {
  await wheel(workbench, heatmap, 0, 400);
  await drag(workbench, heatmap);
  await workbench.page.keyboard.down('Control');
  await wheel(workbench, heatmap, 0, 60);
  await workbench.page.keyboard.up('Control');
}

/** First pictures and the background pass over all weights are not what is measured. */
export async function settle(frame: Frame): Promise<void> {
  await frame.getByRole('tree').waitFor();
  await frame.waitForTimeout(4000);
}

export async function wheel(
  workbench: Workbench,
  over: Locator,
  x: number,
  y: number,
): Promise<void> {
  await over.hover();
  for (let step = 0; step < STEPS; step++) {
    await workbench.page.mouse.wheel(x, step < STEPS * 0.7 ? y : -y);
    await workbench.page.waitForTimeout(16);
  }
}

async function drag(workbench: Workbench, over: Locator): Promise<void> {
  const box = await over.boundingBox();
  if (box === null) throw new Error('The heatmap is not on screen.');
  const { mouse } = workbench.page;
  await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await mouse.down();
  for (let step = 0; step < STEPS; step++) {
    const angle = (step / STEPS) * 2 * Math.PI;
    await mouse.move(
      box.x + box.width * (0.5 + 0.3 * Math.cos(angle)),
      box.y + box.height * (0.5 + 0.3 * Math.sin(angle)),
    );
    await workbench.page.waitForTimeout(16);
  }
  await mouse.up();
}
