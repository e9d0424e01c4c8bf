import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import { makeCoffeeRoasting, makeCoffeeRoastingCollapsed } from './samples/coffee';
import { makeBroken } from './samples/broken';
import { makeDigits } from './samples/digits';
import { makeIris } from './samples/iris';
import { makeLstm } from './samples/lstm';
import type { MakeSample, Sample } from './samples/sample';

/**
 * Trains the models below samples/ and writes them with their data sets:
 *
 *     npm run samples -- [--only FOLDER] [--epochs N] [--out FOLDER]
 *
 * Two runs write the same bytes.
 */
const SAMPLES: Readonly<Record<string, MakeSample>> = {
  'coffee-roasting': makeCoffeeRoasting,
  'coffee-roasting-collapsed': makeCoffeeRoastingCollapsed,
  iris: makeIris,
  digits: makeDigits,
  lstm: makeLstm,
  broken: makeBroken,
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      epochs: { type: 'string' },
      out: { type: 'string', default: join(__dirname, '..', 'samples') },
    },
  });
  // Quiets the advice to install tfjs-node; the cpu backend is wanted here, as it is everywhere.
  tf.enableProdMode();
  await tf.setBackend('cpu');

  const makers = Object.entries(SAMPLES).filter(([name]) => name === (values.only ?? name));
  if (makers.length === 0) {
    throw new Error(
      `No sample is called ${values.only ?? ''}. There are: ${Object.keys(SAMPLES).join(', ')}.`,
    );
  }
  for (const [, make] of makers) {
    const started = performance.now();
    const sample = await make(values.epochs === undefined ? undefined : Number(values.epochs));
    const seconds = (performance.now() - started) / 1000;
    const bytes = await writeSample(values.out, sample);
    console.log(`${sample.folder}: ${bytes} bytes, ${seconds.toFixed(1)} s. ${sample.result}`);
  }
}

async function writeSample(out: string, { folder, files }: Sample): Promise<number> {
  await mkdir(join(out, folder), { recursive: true });
  let bytes = 0;
  for (const [name, contents] of files) {
    await writeFile(join(out, folder, name), contents);
    bytes += Buffer.byteLength(contents);
  }
  return bytes;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
