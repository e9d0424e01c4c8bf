import assert from 'node:assert/strict';
import { sideNames } from '../../../src/core/compare/sideNames';

describe('the names of two compared files', () => {
  it('are their folders where the files are called the same', () => {
    assert.deepEqual(sideNames('/m/coffee/model.json', '/m/collapsed/model.json'), [
      'coffee',
      'collapsed',
    ]);
  });

  it('reach up to the first folder that differs', () => {
    assert.deepEqual(sideNames('/a/run/best/model.json', '/b/run/best/model.json'), [
      'a/run/best',
      'b/run/best',
    ]);
  });

  it('are those of the files where these differ', () => {
    assert.deepEqual(sideNames('/m/model.json', '/m/model-2.json'), ['model.json', 'model-2.json']);
  });

  it('are that of the file for two versions of it', () => {
    const names = sideNames('/m/model.json', '/m/model.json');
    assert.deepEqual(names, ['model.json', 'model.json']);
  });

  it('are never empty, even where one path is the end of the other', () => {
    assert.deepEqual(sideNames('/model.json', '/m/model.json'), ['model.json', 'm']);
  });
});
