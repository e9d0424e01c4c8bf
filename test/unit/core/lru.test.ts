import assert from 'node:assert/strict';
import { Lru } from '../../../src/core/lru';

describe('a cache with a budget of bytes', () => {
  it('drops what was unused for longest', () => {
    const cache = new Lru<number>(30);
    cache.set('a', 1, 10);
    cache.set('b', 2, 10);
    cache.set('c', 3, 10);
    cache.get('a');
    cache.set('d', 4, 10);
    assert.equal(cache.get('b'), undefined);
    assert.deepEqual([cache.get('a'), cache.get('c'), cache.get('d')], [1, 3, 4]);
    assert.equal(cache.bytes, 30);
  });

  it('keeps what is on screen although the budget is spent', () => {
    const cache = new Lru<number>(15);
    cache.set('a', 1, 10);
    cache.set('b', 2, 10, new Set(['a']));
    assert.deepEqual([cache.get('a'), cache.get('b')], [1, 2]);
  });

  it('keeps the newest even if it alone is too large', () => {
    const cache = new Lru<number>(5);
    cache.set('a', 1, 10);
    assert.equal(cache.get('a'), 1);
  });

  it('counts a replaced value once', () => {
    const cache = new Lru<number>(50);
    cache.set('a', 1, 10);
    cache.set('a', 2, 20);
    assert.deepEqual([cache.bytes, cache.size], [20, 1]);
    cache.clear();
    assert.deepEqual([cache.bytes, cache.size], [0, 0]);
  });

  it('tells of what had to go or was cleared, and not of what was replaced or deleted', () => {
    const dropped: string[] = [];
    const lru = new Lru<string>(10, (value) => dropped.push(value));
    lru.set('a', 'first a', 4);
    lru.set('a', 'a', 4);
    lru.set('b', 'b', 4);
    lru.set('c', 'c', 4);
    assert.deepEqual(dropped, ['a']);
    lru.delete('b');
    lru.clear();
    assert.deepEqual(dropped, ['a', 'c']);
  });
});
