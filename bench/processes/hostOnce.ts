import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as tf from '@tensorflow/tfjs';
import { startEngine } from '../../src/engine/client';
import type { TrainRequest } from '../../src/protocol/training';
import { savedModel } from '../../test/support/tfjsModels';
import { SETTINGS } from '../../test/support/trainRequest';
import { opened } from '../../test/unit/engine/support';
import { NETS, numbersFor } from '../models/nets';

const ROWS = 6_000;
/** Of the monitor's own timer, in ms. */
const RESOLUTION = 1;

/**
 * Prints the longest task, in ms, of the process that started a training, as the extension host does:
 * weights and messages pass through it, and a page asks for live values with every message. SCRIPT EPOCHS.
 */
async function main(): Promise<void> {
  const [script = '', epochs = '3'] = process.argv.slice(2);
  const net = NETS.mlp;
  if (net === undefined) throw new Error('There is no net.');
  const folder = mkdtempSync(join(tmpdir(), 'weightscope-'));
  const model = net.make(tf);
  const { text, read } = opened(await savedModel(model));
  const { x, y } = numbersFor(net, ROWS);
  const file = join(folder, 'x.column');
  writeFileSync(file, x);
  const training = startEngine(script, { read });
  try {
    const { engine } = training;
    await engine.start({ backend: 'wasm', nativeFolder: null });
    const { weights } = await engine.load({ text, fileName: 'model.json' });
    const largest = weights.reduce((most, one) => (sizeOf(one) > sizeOf(most) ? one : most));
    const request: TrainRequest = {
      data: {
        rows: ROWS,
        // As rows too large for a message come.
        inputs: [{ shape: net.input, values: { file, dtype: 'float32' } }],
        targets: [{ shape: [net.outputs], values: y }],
      },
      validation: null,
      settings: { ...SETTINGS, losses: ['categoricalCrossentropy'], epochs: Number(epochs) },
      memoryLimit: 4e9,
    };
    const live = { weight: largest.weight, start: 0, end: sizeOf(largest) };
    const delays = monitorEventLoopDelay({ resolution: RESOLUTION });
    delays.enable();
    await engine.train(request, {
      onProgress: () => {
        // The last may still be asked for when the run has ended.
        engine.values(live).catch(() => undefined);
      },
    });
    delays.disable();
    console.log(JSON.stringify(delays.max / 1e6 - RESOLUTION));
  } finally {
    training.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

function sizeOf({ shape }: { readonly shape: readonly number[] }): number {
  return shape.reduce((product, size) => product * size, 1);
}

void main();
