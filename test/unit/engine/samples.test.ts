import assert from 'node:assert/strict';
import type { TrainResult, TrainSettings } from '../../../src/protocol/training';
import { coffee, digits, iris, sample, type Split } from './datasets';
import { request, session } from './support';

const ADAM = { name: 'adam', learningRate: 0.005 } as const;

async function retrain(
  folder: string,
  { training, validation }: Split,
  settings: Partial<TrainSettings>,
): Promise<TrainResult> {
  const { api } = await session(sample(folder));
  return api.train(
    request(training, { metrics: ['accuracy'], optimizer: ADAM, ...settings }, validation),
  );
}

function accuracyOf({ history, keptEpoch }: TrainResult): number {
  return history[keptEpoch - 1]?.validation?.metrics[0] ?? NaN;
}

describe('the samples retrained on wasm', () => {
  it('iris names at least 95 % of the flowers held out', async () => {
    const result = await retrain('iris', iris(), {
      losses: ['categoricalCrossentropy'],
      epochs: 30,
      batchSize: 16,
      restoreBest: true,
    });
    assert.ok(accuracyOf(result) >= 0.95, String(accuracyOf(result)));
  });

  it('digits names at least 97 % of the digits held out', async () => {
    const result = await retrain('digits', digits(), {
      losses: ['categoricalCrossentropy'],
      epochs: 3,
      optimizer: { name: 'adam', learningRate: 0.0003 },
    });
    assert.ok(accuracyOf(result) >= 0.97, String(accuracyOf(result)));
  });

  it('coffee roasting tells at least 95 % of the roasts held out', async () => {
    const result = await retrain('coffee-roasting', coffee(), {
      losses: ['binaryCrossentropy'],
      epochs: 10,
    });
    assert.ok(accuracyOf(result) >= 0.95, String(accuracyOf(result)));
  });
});
