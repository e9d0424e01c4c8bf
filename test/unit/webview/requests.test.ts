import assert from 'node:assert/strict';
import { CancelledError } from '../../../src/protocol/channel';
import { Requests } from '../../../src/webview/ui/requests';

describe('What a view asks for', () => {
  const unexpected = (why: string): void => assert.fail(why);

  it('is over once it is here, or once it is told why not', async () => {
    const requests = new Requests<string>();
    const here = requests.run('here', () => Promise.resolve(), unexpected);
    assert.equal(requests.has('here'), true);
    assert.equal(await here, true);
    const why: string[] = [];
    const ask = (): Promise<void> => Promise.reject(new Error('The file is gone.'));
    assert.equal(await requests.run('gone', ask, (text) => why.push(text)), true);
    assert.deepEqual(why, ['The file is gone.']);
    assert.equal(requests.count, 0);
  });

  it('has no consequences once it is no longer wanted', async () => {
    const requests = new Requests<number>();
    const signals: AbortSignal[] = [];
    const ask = (signal: AbortSignal): Promise<void> => {
      signals.push(signal);
      return new Promise((resolve, reject) => {
        // Some answers come although nobody waits for them.
        signal.addEventListener('abort', () => {
          if (signals.indexOf(signal) === 0) reject(new CancelledError());
          else resolve();
        });
      });
    };
    const all = [0, 1, 2].map((key) => requests.run(key, ask, unexpected));
    requests.keep((key) => key === 2);
    assert.deepEqual([requests.has(0), requests.has(2)], [false, true]);
    requests.takeBack();
    assert.deepEqual(await Promise.all(all), [false, false, false]);
  });

  it('can be asked for anew while the old answer is still on its way', async () => {
    const requests = new Requests<string>();
    const ends: (() => void)[] = [];
    const ask = (): Promise<void> => new Promise((resolve) => ends.push(resolve));
    const old = requests.run('tile', ask, unexpected);
    requests.takeBack();
    const anew = requests.run('tile', ask, unexpected);
    ends[0]?.();
    assert.equal(await old, false);
    assert.equal(requests.has('tile'), true);
    ends[1]?.();
    assert.equal(await anew, true);
  });
});
