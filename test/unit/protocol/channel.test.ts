import assert from 'node:assert/strict';
import { ModelFormatError, NotAModelError } from '../../../src/core/errors';
import { CancelledError, Channel, type Method } from '../../../src/protocol/channel';
import { forward } from '../../../src/protocol/forward';
import { portPair } from '../../support/portPair';

interface Arithmetic {
  add: Method<{ readonly a: number; readonly b: number }, number>;
  count: Method<{ readonly to: number }, string, number>;
  fail: Method<{ readonly which: number }, never>;
  wait: Method<null, null>;
  /** Heeds being taken back by ending as `params` says. */
  end: Method<{ readonly stops: boolean }, 'written'>;
}

const FAILURES: readonly Error[] = [
  new ModelFormatError('short', { file: 'a.bin', weight: 'd/kernel' }),
  new NotAModelError('no model', { file: 'model.json' }),
  new RangeError('range'),
];

interface Served {
  readonly client: Channel<Arithmetic>;
  readonly aborted: string[];
}

function serve(): Served {
  const [near, far] = portPair();
  const aborted: string[] = [];
  const local: Arithmetic = {
    add: ({ a, b }) => Promise.resolve(a + b),
    count: ({ to }, { progress }) => {
      for (let i = 1; i <= to; i++) progress(i);
      return Promise.resolve('counted');
    },
    fail: ({ which }) => Promise.reject(FAILURES[which] ?? new Error('no such failure')),
    wait: (_, { signal }) =>
      new Promise(() => signal.addEventListener('abort', () => aborted.push('wait'))),
    end: ({ stops }, { signal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => {
          if (stops) reject(new CancelledError());
          else resolve('written');
        });
      }),
  };
  new Channel<object, Arithmetic>(far, local);
  return { client: new Channel<Arithmetic>(near, {}), aborted };
}

describe('A channel between two sides', () => {
  it('answers each request with its own reply', async () => {
    const { remote } = serve().client;
    const sums = await Promise.all([remote.add({ a: 1, b: 2 }), remote.add({ a: 10, b: 20 })]);
    assert.deepEqual(sums, [3, 30]);
  });

  it('carries progress in order, before the reply', async () => {
    const seen: number[] = [];
    const { remote } = serve().client;
    const reply = await remote.count({ to: 4 }, { onProgress: (value) => seen.push(value) });
    assert.deepEqual([reply, seen], ['counted', [1, 2, 3, 4]]);
  });

  it('brings errors back as the class that was thrown, with file and tensor', async () => {
    const { remote } = serve().client;
    for (const [which, error] of FAILURES.entries()) {
      await assert.rejects(remote.fail({ which }), (got: Error) => {
        assert.equal(got.name, error.name);
        assert.equal(got.message, error.message);
        assert.equal(got instanceof ModelFormatError, error instanceof ModelFormatError);
        assert.equal(got instanceof NotAModelError, error instanceof NotAModelError);
        if (error instanceof ModelFormatError && got instanceof ModelFormatError) {
          assert.deepEqual([got.file, got.weight], [error.file, error.weight]);
        }
        return true;
      });
    }
  });

  it('rejects a cancelled request at once and tells the other side to stop', async () => {
    const { client, aborted } = serve();
    const controller = new AbortController();
    const waiting = client.remote.wait(null, { signal: controller.signal });
    await new Promise(setImmediate);
    controller.abort();
    await assert.rejects(waiting, CancelledError);
    await new Promise(setImmediate);
    assert.deepEqual(aborted, ['wait']);
  });

  it('still tells how a request ended that was taken back, where that must be known', async () => {
    const { remote } = serve().client;
    const taken = async (stops: boolean): Promise<'written'> => {
      const controller = new AbortController();
      const options = { signal: controller.signal, untilAnswered: true };
      const ending = remote.end({ stops }, options);
      await new Promise(setImmediate);
      controller.abort();
      return ending;
    };
    assert.equal(await taken(false), 'written');
    await assert.rejects(taken(true), CancelledError);
  });

  it('sends nothing for a request that was cancelled before it was made', async () => {
    const { client, aborted } = serve();
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(client.remote.wait(null, { signal: controller.signal }), CancelledError);
    await new Promise(setImmediate);
    assert.deepEqual(aborted, []);
  });

  it('rejects all pending and later requests when the other side is gone', async () => {
    const { client } = serve();
    const pending = [client.remote.wait(null), client.remote.wait(null)];
    client.close(new Error('the worker stopped'));
    for (const call of [...pending, client.remote.add({ a: 1, b: 1 })]) {
      await assert.rejects(call, /the worker stopped/);
    }
  });

  it('refuses a method that the other side does not serve, inherited ones too', async () => {
    const [near, far] = portPair();
    new Channel<object, object>(far, {});
    const { remote } = new Channel<{ toString2: Method<null, null> } & Arithmetic>(near, {});
    await assert.rejects(remote.toString2(null), /Nothing here answers "toString2"/);
    const inherited = remote as unknown as { hasOwnProperty(params: null): Promise<null> };
    await assert.rejects(inherited.hasOwnProperty(null), /Nothing here answers "hasOwnProperty"/);
  });

  it('hands its remote side through a promise unasked', async () => {
    const { remote } = serve().client;
    const same = await Promise.resolve(remote);
    assert.equal(await same.add({ a: 2, b: 2 }), 4);
  });

  it('passes requests on to a third side with progress and cancellation', async () => {
    const served = serve();
    const [near, far] = portPair();
    const methods = { add: true, count: true, fail: true, wait: true, end: true } as const;
    new Channel<object, Arithmetic>(
      far,
      forward(() => served.client.remote, methods),
    );
    const { remote } = new Channel<Arithmetic>(near, {});
    const seen: number[] = [];
    assert.equal(await remote.count({ to: 3 }, { onProgress: (n) => seen.push(n) }), 'counted');
    assert.deepEqual(seen, [1, 2, 3]);
    const controller = new AbortController();
    const waiting = remote.wait(null, { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    await assert.rejects(waiting, CancelledError);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(served.aborted, ['wait']);
  });
});
