import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { concatenated, encodeModel, encodeNumbers } from '../support/encodeModel';
import { workbench } from './support/hooks';
import { gridCells, selectRow, treeRows } from './support/page';

const LARGEST = 3.4028234663852886e38;
const LEAST = 2 ** -149;
const extremes = [LARGEST, -LARGEST, LEAST, -(2 ** -126), 2 ** 24 + 2, -1 / 3, 1 + 2 ** -23, 0.1];
const tensors = [
  {
    name: 'extremes',
    shape: [2, 4],
    dtype: 'float32',
    bytes: encodeNumbers('float32', extremes),
  },
  {
    name: 'special',
    shape: [1, 4],
    dtype: 'float32',
    bytes: encodeNumbers('float32', [NaN, Infinity, -Infinity, -0]),
  },
  {
    name: 'quantized',
    shape: [2, 2],
    dtype: 'float32',
    bytes: Uint8Array.of(0, 1, 163, 255),
    quantization: { dtype: 'uint8', scale: 0.0073, min: -1.19 },
  },
  {
    name: 'integers',
    shape: [1, 2],
    dtype: 'int32',
    bytes: encodeNumbers('int32', [-(2 ** 31), 2 ** 31 - 1]),
  },
];

describe('A person who reads numbers of every size', () => {
  let theirs: Readonly<Record<string, tf.Tensor>> = {};

  before(async () => {
    const { manifest, files } = encodeModel([{ tensors, shardSizes: [7] }]);
    const folder = join(workbench().folder, 'numbers');
    await mkdir(folder);
    for (const [path, bytes] of files) await writeFile(join(folder, path), bytes);
    await writeFile(join(folder, 'model.json'), JSON.stringify({ weightsManifest: manifest }));
    // Quiets the advice to install tfjs-node.
    tf.enableProdMode();
    await tf.setBackend('cpu');
    const [group] = manifest as unknown as { weights: tf.io.WeightsManifestEntry[] }[];
    const all = concatenated(tensors.map(({ bytes }) => bytes)).slice().buffer;
    theirs = tf.io.decodeWeights(all, group?.weights ?? []);
  });

  it('sees in the grid what TensorFlow.js decodes, bit for bit', async () => {
    const frame = await workbench().openModel('numbers/model.json');
    for (const { name, dtype } of tensors) {
      await selectRow(frame, name);
      await frame.getByRole('heading', { name }).waitFor();
      const shown = (await gridCells(frame)).flat().map((text) => valueOf(text, dtype));
      assert.deepEqual(shown, [...(theirs[name]?.dataSync() ?? [])], name);
    }
  });

  it('copies all cells by keys, and selects no text of the page with them', async () => {
    const { page } = workbench();
    const frame = await workbench().openModel('numbers/model.json');
    await selectRow(frame, 'special');
    await frame.getByRole('heading', { name: 'special' }).waitFor();
    await gridCells(frame);
    await frame.locator('regular-table tbody td').first().click();
    await page.keyboard.press('ControlOrMeta+A');
    await frame.getByText('1 × 4 cells selected').first().waitFor();
    await page.keyboard.press('ControlOrMeta+C');
    await page.locator('.statusbar-item', { hasText: 'Copied 1 × 4 cells' }).first().waitFor();
    assert.equal(await frame.evaluate(() => String(getSelection())), '');
    await page.locator('.monaco-workbench .part.titlebar').first().click();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(text, 'NaN\tInfinity\t-Infinity\t-0');
    await page.keyboard.press('Escape');
  });

  it('looks at the histogram as closely as float64 goes, and no closer', async () => {
    const { mouse } = workbench().page;
    const frame = await workbench().openModel('numbers/model.json');
    await selectRow(frame, 'quantized');
    await frame.getByRole('heading', { name: 'quantized' }).waitFor();
    const plot = frame.locator('.histogram .u-over');
    const zoomed = frame.getByRole('button', { name: 'Show all values again' });
    await plot.scrollIntoViewIfNeeded();
    for (let i = 0; i < 12; i++) {
      const { x, y, width } = (await plot.boundingBox()) ?? assert.fail('no histogram');
      await mouse.move(x + width / 2, y + 40);
      await mouse.down();
      await mouse.move(x + width / 2 + 5, y + 40, { steps: 2 });
      await mouse.up();
      await zoomed.waitFor();
      await workbench().page.waitForTimeout(300);
    }
    const [low = NaN, high = NaN] = (await zoomed.innerText()).split('…').map(Number);
    assert.ok(low < high && high - low < 1e-14, `${low} to ${high}`);
    await zoomed.click();
    await zoomed.waitFor({ state: 'detached' });
  });

  it('sees every number of the table whole, exponents included', async () => {
    const frame = await workbench().openModel('numbers/model.json');
    await treeRows(frame).first().click();
    await frame.locator('.tableRow').getByText('-3.403e+38').waitFor();
    const cut = await frame
      .locator('.tableRow .numeric')
      .evaluateAll((cells) =>
        cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent),
      );
    assert.deepEqual(cut, []);
  });
});

/** As the grid writes infinities; a float32 has its shortest digits. */
function valueOf(text: string, dtype: string): number {
  const value = Number(text.replace('Inf', 'Infinity'));
  return dtype === 'float32' ? Math.fround(value) : value;
}
