import assert from 'node:assert/strict';
import { Handover } from '../../../../src/compute/values/handover';

describe('pieces that are handed over', () => {
  it('come in order, and whoever brings one waits until it is dealt with', async () => {
    const pieces = new Handover<number>();
    const log: string[] = [];
    const bring = async (): Promise<void> => {
      for (const piece of [1, 2, 3]) {
        await pieces.put(piece);
        log.push(`put ${piece}`);
      }
      pieces.end();
    };
    const bringing = bring();
    for await (const piece of pieces) log.push(`took ${piece}`);
    await bringing;
    assert.deepEqual(log, ['took 1', 'put 1', 'took 2', 'put 2', 'took 3', 'put 3']);
  });

  it('keep nobody waiting once the taker has given up', async () => {
    const pieces = new Handover<number>();
    const first = pieces.put(1);
    for await (const piece of pieces) if (piece === 1) break;
    await first;
    await pieces.put(2);
  });

  it('end with the error of whoever brings them', async () => {
    const pieces = new Handover<number>();
    const put = pieces.put(1);
    pieces.end(new Error('The disk is full.'));
    await assert.rejects(async () => {
      for await (const piece of pieces) assert.fail(`took ${piece}`);
    }, /disk is full/);
    await put;
  });
});
