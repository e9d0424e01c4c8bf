import assert from 'node:assert/strict';
import type {
  Dataset,
  OptimizerSettings,
  TrainResult,
  TrainSettings,
  TrainStarted,
} from '../../../src/protocol/training';
import { examples, saved, small } from './models';
import {
  largestDifference,
  type Opened,
  request,
  type Session,
  session,
  weightsOf,
} from './support';

/** Rows that are all alike, so that their order plays no part. */
function alike(): Dataset {
  const { inputs, targets } = examples(1, [4], 2);
  const repeat = (values: unknown): Float32Array =>
    Float32Array.from(Array.from({ length: 40 }, () => [...(values as Float32Array)]).flat());
  return {
    rows: 40,
    inputs: [{ shape: [4], values: repeat(inputs[0]?.values) }],
    targets: [{ shape: [2], values: repeat(targets[0]?.values) }],
  };
}

/** The model as it is now, saved with the optimizer's state as TensorFlow.js would. */
async function withState(
  { text }: Opened,
  current: Session,
  { slots }: TrainResult,
): Promise<Opened> {
  const json = JSON.parse(text) as { weightsManifest: { weights: object[] }[] };
  const values: (Float32Array | Int32Array)[] = [...(await weightsOf(current)).values()];
  for (const [slot, { name, shape, dtype }] of slots.entries()) {
    json.weightsManifest[0]?.weights.push({ name, shape, dtype, group: 'optimizer' });
    const end = shape.reduce((product, size) => product * size, 1);
    values.push(await current.api.slotValues({ slot, start: 0, end }));
  }
  return {
    text: JSON.stringify(json),
    read: ({ weight, start, end }) =>
      Promise.resolve((values[weight] ?? new Float32Array(0)).slice(start, end)),
  };
}

describe('training that goes on from the state of the optimizer in the file', () => {
  const data = alike();
  const learningRate = 0.05;
  const settings = (optimizer: OptimizerSettings, epochs: number): Partial<TrainSettings> => ({
    losses: ['categoricalCrossentropy'],
    optimizer,
    epochs,
    batchSize: 20,
  });

  const twoRuns = async (
    first: OptimizerSettings,
    second: OptimizerSettings,
  ): Promise<{ difference: number; started: TrainStarted | undefined }> => {
    const model = await saved(small);
    const straight = await session(model);
    await straight.api.train(request(data, settings(first, 4)));

    const begun = await session(model);
    const half = await begun.api.train(request(data, settings(first, 2)));
    const resumed = await session(await withState(model, begun, half));
    assert.equal(resumed.loaded.optimizerState, half.slots.length > 0);
    const started: TrainStarted[] = [];
    await resumed.api.train(request(data, { ...settings(second, 2), resume: true }), {
      onProgress: (progress) => {
        if (progress.kind === 'started') started.push(progress);
      },
    });
    const difference = largestDifference(await weightsOf(resumed), await weightsOf(straight));
    return { difference, started: started[0] };
  };

  const exact: readonly OptimizerSettings[] = [
    { name: 'sgd', learningRate },
    { name: 'momentum', learningRate, momentum: 0.9 },
    { name: 'rmsprop', learningRate },
    { name: 'adagrad', learningRate },
    { name: 'adadelta', learningRate },
  ];
  for (const optimizer of exact) {
    it(`is the same to the bit as one longer run: ${optimizer.name}`, async () => {
      const { difference, started } = await twoRuns(optimizer, optimizer);
      assert.equal(started?.resumed, true);
      assert.equal(difference, 0);
    });
  }

  it('is the same but for rounding with Adam', async () => {
    const adam = { name: 'adam', learningRate } as const;
    const { difference, started } = await twoRuns(adam, adam);
    assert.equal(started?.resumed, true);
    assert.ok(difference < 1e-5, String(difference));
  });

  it('starts anew with another optimizer, and says so', async () => {
    const { started } = await twoRuns(
      { name: 'momentum', learningRate, momentum: 0.9 },
      { name: 'adam', learningRate },
    );
    assert.equal(started?.resumed, false);
    assert.match(started.resumeNote ?? '', /another optimizer or of other trained layers/);
  });

  it('starts anew after Adamax, whose state TensorFlow.js cannot save', async () => {
    const adamax = { name: 'adamax', learningRate } as const;
    const { started } = await twoRuns(adamax, adamax);
    assert.match(started?.resumeNote ?? '', /has no state of an optimizer/);
  });
});
