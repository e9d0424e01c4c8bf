import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../../../src/protocol/training';
import { request, type Session, session, weightsOf } from './support';

/** What kerasModels.py wrote. */
interface KerasModels {
  readonly rate: number;
  readonly steps: number;
  readonly rows: number;
  readonly models: readonly {
    readonly name: string;
    readonly topology: object;
    readonly weights: readonly { name: string; shape: number[]; values: number[] }[];
    readonly inputs: readonly { shape: number[]; values: number[] }[];
    readonly target: readonly number[];
    readonly predicted: readonly number[];
    readonly trained: readonly (readonly number[])[];
  }[];
}

const { rate, steps, rows, models } = JSON.parse(
  readFileSync(join(__dirname, 'kerasModels.json'), 'utf8'),
) as KerasModels;

function assertClose(actual: Float32Array, expected: readonly number[], what: string): void {
  assert.equal(actual.length, expected.length, what);
  expected.forEach((value, i) => {
    const got = actual[i] ?? NaN;
    assert.ok(
      Math.abs(got - value) <= 1e-5 * Math.max(1, Math.abs(value)),
      `${what}[${i}] is ${got}, and Keras has ${value}`,
    );
  });
}

for (const backend of ['wasm', 'cpu'] as const) {
  describe(`a model saved by Keras 3, on ${backend}`, () => {
    for (const model of models) {
      it(`predicts and trains as in Keras: ${model.name}`, async () => {
        const weights = model.weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' }));
        const json = {
          format: 'layers-model',
          modelTopology: model.topology,
          weightsManifest: [{ paths: ['weights.bin'], weights }],
        };
        const opened: Session = await session(
          {
            text: JSON.stringify(json),
            read: ({ weight, start, end }) =>
              Promise.resolve(
                Float32Array.from(model.weights[weight]?.values.slice(start, end) ?? []),
              ),
          },
          backend,
        );
        const data: Dataset = {
          rows,
          inputs: model.inputs.map(({ shape, values }) => ({
            shape,
            values: Float32Array.from(values),
          })),
          targets: [{ shape: [2], values: Float32Array.from(model.target) }],
        };
        const { outputs } = await opened.api.predict({ data, batchSize: 3 });
        assertClose(outputs[0]?.values ?? new Float32Array(0), model.predicted, 'prediction');

        const result = await opened.api.train(
          request(data, {
            optimizer: { name: 'sgd', learningRate: rate },
            batchSize: rows,
            epochs: steps,
          }),
        );
        assert.equal(result.ended, 'finished');
        const now = await weightsOf(opened);
        model.weights.forEach(({ name }, i) => {
          assertClose(now.get(name) ?? new Float32Array(0), model.trained[i] ?? [], name);
        });
      });
    }
  });
}
