import assert from 'node:assert/strict';
import { queryBeside } from '../../../src/host/queryBeside';

describe('the address of a shard', () => {
  const of = (query: unknown, path = 'a/w.bin'): unknown => {
    const beside = queryBeside(JSON.stringify(query), 'model.json', path);
    return beside === undefined ? undefined : JSON.parse(beside);
  };

  it('is of the commit of its model.json, where Git names the file in the query', () => {
    assert.deepEqual(of({ path: '/m/model.json', ref: 'HEAD' }), {
      path: '/m/a/w.bin',
      ref: 'HEAD',
    });
    assert.deepEqual(of({ path: 'C:\\m\\model.json', ref: '' }), {
      path: 'C:\\m\\a/w.bin',
      ref: '',
    });
  });

  it('keeps a query that names no file', () => {
    assert.equal(queryBeside('', 'model.json', 'w.bin'), '');
    assert.equal(queryBeside('ref=1', 'model.json', 'w.bin'), 'ref=1');
  });

  it('is none where model.json stands alone, as in the local history', () => {
    const entry = { location: '/history/1.json', associatedResource: 'file:///m/model.json' };
    assert.equal(of(entry), undefined);
    assert.equal(of({ path: '/m/my-model.json' }), undefined);
    assert.equal(queryBeside('file=model.json', 'model.json', 'w.bin'), undefined);
  });
});
