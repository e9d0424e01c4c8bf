import assert from 'node:assert/strict';
import { isRecordName, recordName } from '../../../src/core/retrain/recordName';

const BEGAN = new Date('2026-11-28T09:05:07.123Z');

describe('The name of a training record', () => {
  it('is that of its model and when the run began, without what a file system forbids', () => {
    assert.equal(recordName('model.json', BEGAN), 'model-training-2026-11-28T09-05-07.json');
    assert.equal(recordName('iris.JSON', BEGAN), 'iris-training-2026-11-28T09-05-07.json');
  });

  it('is told from the names of models, copies of a record included', () => {
    const record = recordName('model-epoch-3.json', BEGAN);
    assert.ok(isRecordName(record));
    assert.ok(isRecordName(record.replace('.json', ' (1).json')));
    for (const model of ['model.json', 'model-training-3.json', 'model-training-2026-11-28.json'])
      assert.ok(!isRecordName(model), model);
  });
});
