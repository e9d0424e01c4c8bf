import { cp } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Workbench } from '../../test/support/workbench';
import { embeddingModel } from '../models/embeddingModel';
import { longestTaskWhile, panAndZoom, settle, wheel } from './gestures';

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
    const traced = (what: string, act: () => Promise<void>): Promise<number> =>
      longestTaskWhile(workbench, what, act, say);
    const layers = await workbench.openModel('layers/model.json');
    await settle(layers);
    const tree = await traced('20,000 weights, tree', () =>
      wheel(workbench, layers.getByRole('tree'), 0, 1500),
    );
    const embedding = await workbench.openModel('embedding/model.json');
    await settle(embedding);
    const canvas = embedding.locator('.heatmap canvas').first();
    const heatmap = await traced('50257 x 768, heatmap', () => panAndZoom(workbench, canvas));
    const grid = await traced('50257 x 768, grid', () =>
      wheel(workbench, embedding.locator('regular-table'), 40, 3000),
    );
    return Math.max(tree, heatmap, grid);
  } finally {
    await workbench.close();
  }
}
