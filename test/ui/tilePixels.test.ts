import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/vscode/chromium';
import type { PixelCase, TilePixels } from './support/tilePixels';

declare const tilePixels: TilePixels;

const BASE: PixelCase = {
  scale: 1,
  x: 0,
  y: 0,
  ratio: 1,
  limit: 0.8,
  summary: 'mean',
  dark: true,
  coarse: false,
};

describe('The heatmap drawn by the graphics card', () => {
  let browser: Browser;
  let page: Page;

  before(async () => {
    const { outputFiles } = await build({
      entryPoints: [join(__dirname, 'support/tilePixels.ts')],
      bundle: true,
      format: 'iife',
      target: 'chrome128',
      write: false,
      logLevel: 'warning',
    });
    // A machine of tests has no card: the same calls, in software.
    browser = await launchChromium(['--enable-unsafe-swiftshader', '--use-angle=swiftshader']);
    page = await browser.newPage();
    await page.evaluate(outputFiles[0]?.text ?? '');
  });
  after(() => browser.close());

  const compare = async (change: Partial<PixelCase>) => {
    const found = await page.evaluate((one) => tilePixels.compare(one), { ...BASE, ...change });
    assert.ok(found !== 'no device', 'this browser has no WebGL2');
    return found;
  };

  it('has the pixels that the processor draws, to a level of 255, at every zoom', async () => {
    for (const scale of [1, 1.2, 1.5, 1.75, 2, 2.5, 3, 4.5, 7.3, 40, 160])
      for (const ratio of [1, 2])
        for (const at of [
          { x: 0, y: 0 },
          { x: 201.37, y: 230.81 },
        ]) {
          const { most, colors } = await compare({ scale, ratio, ...at });
          assert.ok(colors > 2 && most <= 1, `${scale} × ${ratio} at ${at.x}: ${most} off`);
        }
  });

  it('has them where pixels cover many cells, by mean and by the farthest value', async () => {
    for (const scale of [0.25, 0.3, 0.4, 0.5])
      for (const summary of ['mean', 'extreme'] as const) {
        const { most, colors } = await compare({ scale, summary, ratio: 2 });
        assert.ok(colors > 10 && most <= 1, `${scale}, ${summary}: ${most} off`);
      }
  });

  it('averages as the processor does where cells are smaller than pixels', async () => {
    for (const scale of [0.3, 0.37, 0.6, 0.9]) {
      const { most, colors } = await compare({ scale });
      assert.ok(colors > 10 && most <= 3, `${scale}: ${most} off`);
    }
  });

  it('has them with any scale of colours, in light and dark, with coarser tiles in place', async () => {
    for (const change of [
      { limit: 0 },
      { limit: 1e-40 },
      { limit: 1e-20 },
      { limit: 1e30 },
      { dark: false },
      { coarse: true, scale: 1.7, x: 3.3 },
    ]) {
      const { most, colors } = await compare(change);
      assert.ok(colors > 2 && most <= 1, `${JSON.stringify(change)}: ${most} off`);
    }
  });

  it('goes on by the processor when the card is lost, and by the card when it is back', async () => {
    assert.deepEqual(await page.evaluate((one) => tilePixels.loseAndRestore(one), BASE), [
      true,
      true,
      true,
    ]);
  });

  it('takes no more memory than for its number of tiles, however many are looked at', async () => {
    const held = await page.evaluate(() => tilePixels.fill(100));
    assert.equal(held, 160);
  });
});
