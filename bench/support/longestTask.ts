import { cp } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { Workbench } from '../../test/support/workbench';
import { round } from './bench';
import { embeddingModel } from './embeddingModel';
import { pageTasks } from './trace';

const STEPS = 60;

/**
 * In a real workbench: scrolls the tree of the 20,000-weight model, then pans and zooms the heatmap
 * of a 50257 x 768 embedding and scrolls its grid. Returns the longest task of the main thread, in
 * milliseconds, in which the editor page had a part.
 */
export async function longestTask(
  cache: string,
  manyLayers: string,
  say: (line: string) => void,
): Promise<number> {
  const models = [manyLayers, await embeddingModel(cache)].map(dirname);
  const workbench = await Workbench.open();
  try {
    for (const model of models) {
      await cp(model, join(workbench.folder, basename(model)), { recursive: true });
    }
    const traced = async (what: string, act: () => Promise<void>): Promise<number> => {
      await workbench.browser.startTracing(workbench.page, { categories: TRACED });
      await act();
      const [longest] = pageTasks(await workbench.browser.stopTracing());
      if (longest === undefined) return 0;
      say(`  ${what}: longest task ${round(longest.took, 1)} ms (${longest.parts.join(', ')})`);
      return longest.took;
    };
    const layers = await workbench.openModel('layers/model.json');
    await settle(layers);
    const tree = await traced('20,000 weights, tree', () =>
      wheel(workbench, layers.getByRole('tree'), 0, 1500),
    );
    const embedding = await workbench.openModel('embedding/model.json');
    await settle(embedding);
    const canvas = embedding.locator('.heatmap canvas').first();
    const heatmap = await traced('50257 x 768, heatmap', async () => {
      await wheel(workbench, canvas, 0, 400);
      await drag(workbench, canvas);
      await workbench.page.keyboard.down('Control');
      await wheel(workbench, canvas, 0, 60);
      await workbench.page.keyboard.up('Control');
    });
    const grid = await traced('50257 x 768, grid', () =>
      wheel(workbench, embedding.locator('regular-table'), 40, 3000),
    );
    return Math.max(tree, heatmap, grid);
  } finally {
    await workbench.close();
  }
}

const TRACED = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** First pictures and the background pass over all weights are not what is measured. */
async function settle(frame: Frame): Promise<void> {
  await frame.getByRole('tree').waitFor();
  await frame.waitForTimeout(4000);
}

async function wheel(workbench: Workbench, over: Locator, x: number, y: number): Promise<void> {
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
