import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Frame } from 'playwright-core';
import { shortNumber } from '../../src/webview/ui/numberFormat';
import { firstPicture } from './firstPicture';

/** "axis 0 70, axis 1 300", "0.25", and "covers 2 × 2 cells, min -0.1, max 0.2, mean 0.01" where it does. */
interface Told {
  readonly place: string;
  readonly value: string;
  readonly covered: string | undefined;
}

/**
 * Shows a weight of a GraphModel, which it finds by its name, and compares what its heatmap tells of the
 * cell in its middle, and of all that the pixel there covers, with the file.
 * @throws Error saying what differs.
 */
export async function checkPicture(frame: Frame, model: string, name: string): Promise<void> {
  const { values, columns } = await fileValues(model, name);
  await firstPicture(frame, name);
  const told = await pointAtMiddle(frame);
  const [row, column] = told.place.split(', ').map((part) => Number(part.split(' ').at(-1)));
  if (row === undefined || column === undefined) throw wrong(name, told, 'two axes');
  const at = (y: number, x: number): number => values[y * columns + x] ?? NaN;
  const value = at(row, column);
  if (Math.fround(Number(told.value)) !== value) throw wrong(name, told, String(value));
  const sizes = /^covers (\d+) × (\d+) cells/.exec(told.covered ?? '');
  if (sizes === null) return;
  const [height, width] = [Number(sizes[1]), Number(sizes[2])];
  const [top, left] = [row - (row % height), column - (column % width)];
  const block = Array.from({ length: height * width }, (_, i) =>
    at(top + Math.floor(i / width), left + (i % width)),
  );
  const mean = Math.fround(block.reduce((sum, x) => sum + x, 0) / block.length);
  const [min, max] = [Math.min(...block), Math.max(...block)];
  const expected = `${sizes[0]}, min ${shortNumber(min)}, max ${shortNumber(max)}, mean ${shortNumber(mean)}`;
  if (told.covered !== expected) throw wrong(name, told, expected);
}

async function pointAtMiddle(frame: Frame): Promise<Told> {
  const heatmap = frame.locator('.heatmap');
  await heatmap.hover();
  const tip = frame.locator('.heatmap-tip');
  await tip.locator('strong').filter({ hasNotText: '…' }).waitFor();
  const [place = '', covered] = await tip.locator('> div').allTextContents();
  return { place, value: (await tip.locator('strong').textContent()) ?? '', covered };
}

async function fileValues(
  model: string,
  name: string,
): Promise<{ readonly values: Float32Array; readonly columns: number }> {
  const { weightsManifest } = JSON.parse(await readFile(model, 'utf8')) as {
    readonly weightsManifest: readonly {
      readonly paths: readonly string[];
      readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
    }[];
  };
  const group = weightsManifest.find(({ weights }) => weights[0]?.name === name);
  if (group === undefined) throw new Error(`${model} has no weight ${name}.`);
  const shards = await Promise.all(group.paths.map((path) => readFile(join(dirname(model), path))));
  const bytes = Uint8Array.from(Buffer.concat(shards));
  return { values: new Float32Array(bytes.buffer), columns: group.weights[0]?.shape[1] ?? 1 };
}

function wrong(name: string, told: Told, expected: string): Error {
  return new Error(
    `The heatmap of ${name} tells ${JSON.stringify(told)}, but the file has ${expected}.`,
  );
}
