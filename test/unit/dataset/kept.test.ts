import assert from 'node:assert/strict';
import { keptPreprocessing, preprocessingMetadata } from '../../../src/core/dataset/kept';
import { proposeChoice } from '../../../src/core/dataset/proposal';
import { editMetadata } from '../../../src/core/format/write/editMetadata';
import type { Json } from '../../../src/core/json';
import { modelOf, prepareDataset, prepareRows, tableOf } from './support';

const MODEL = modelOf([2], [3], 'softmax');
const LOSSES = ['categoricalCrossentropy'] as const;
const TABLE = tableOf(
  ['width', 'height', 'colour', 'kind'],
  Array.from({ length: 12 }, (_, i) => [i, i * i, i % 3, ['oak', 'ash', 'elm'][i % 3] ?? '']),
);

describe('preprocessing kept with a model', () => {
  const trained = () =>
    prepareDataset(
      TABLE,
      {
        inputs: [{ columns: ['height', 'width'], scaling: { kind: 'standardise' } }],
        targets: [{ columns: ['kind'], classes: ['oak', 'ash', 'elm'] }],
        losses: LOSSES,
        missing: 'refuse',
      },
      MODEL,
      { kind: 'fraction', fraction: 0.25, seed: 1, stratified: true },
    );
  const saved = async (text = '{"weightsManifest": []}'): Promise<Json> => {
    const { preprocessing } = await trained();
    const change = preprocessingMetadata(preprocessing);
    const bytes = editMetadata(new TextEncoder().encode(text), [change]);
    return JSON.parse(new TextDecoder().decode(bytes)) as Json;
  };

  it('is proposed again: columns in their order, scaling and classes as trained', async () => {
    const { preprocessing } = await trained();
    const { choice, asTrained, problem } = proposeChoice(TABLE, MODEL, LOSSES, await saved());
    const scaling = { kind: 'given', ...preprocessing.inputs[0]?.scaling };
    assert.equal(problem, null);
    assert.deepEqual(choice.inputs, [{ columns: ['height', 'width'], scaling }]);
    assert.deepEqual(choice.targets, preprocessing.targets);
    assert.deepEqual(asTrained, [scaling]);
  });

  it('makes of the same rows the same numbers, to the bit', async () => {
    const { preprocessing, training } = await trained();
    const kept = keptPreprocessing(await saved());
    assert.deepEqual(kept, preprocessing);
    const again = await prepareRows(TABLE, kept, MODEL, LOSSES, 'refuse');
    const [before, after] = [training.data.inputs[0], again.data.inputs[0]];
    [...training.rows].forEach((row, i) => {
      assert.deepEqual(
        after?.values.subarray(2 * row, 2 * row + 2),
        before?.values.subarray(2 * i, 2 * i + 2),
      );
    });
  });

  it('leaves other metadata, and is passed over for data without its columns', async () => {
    const json = await saved('{"userDefinedMetadata": {"inputs": ["width", "height"]}}');
    const other = tableOf(
      ['width', 'height', 'kind'],
      [
        [1, 2, 'oak'],
        [3, 4, 'ash'],
        [5, 6, 'elm'],
      ],
    );
    const renamed = { ...TABLE, columns: TABLE.columns.filter(({ name }) => name !== 'height') };
    assert.deepEqual(proposeChoice(other, MODEL, LOSSES, json).choice.inputs[0]?.columns, [
      'height',
      'width',
    ]);
    assert.deepEqual(proposeChoice(renamed, MODEL, LOSSES, json).choice.inputs[0]?.columns, [
      'width',
      'colour',
    ]);
  });
});

describe('what a model says of its scaling', () => {
  const hinted = (metadata: Json): Json => ({ userDefinedMetadata: metadata });

  it('holds for the columns that it names, a divisor for any', () => {
    const standardised = { mean: [1, 2], std: [3, 4] };
    const of = (metadata: Json) => proposeChoice(TABLE, MODEL, LOSSES, hinted(metadata)).asTrained;
    assert.deepEqual(of({ inputs: ['width', 'height'], standardised }), [
      { kind: 'given', ...standardised },
    ]);
    assert.deepEqual(of({ standardised }), [null]);
    assert.deepEqual(of({ dividedBy: 255 }), [{ kind: 'divide', by: 255 }]);
    assert.deepEqual(of({ dividedBy: 0 }), [null]);
  });
});
