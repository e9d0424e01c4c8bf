import assert from 'node:assert/strict';
import { Turns } from '../../../src/compute/turns';
import { CancelledError } from '../../../src/protocol/channel';

describe('work on one thread', () => {
  const { signal } = new AbortController();

  it('in the background waits until nothing on screen is being worked on', async () => {
    const turns = new Turns();
    const log: string[] = [];
    let more = true;
    const work = async (): Promise<void> => {
      const turn = turns.background(signal);
      while (more) {
        log.push('background');
        await turn();
      }
    };
    const background = work();
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.ok(log.length > 1);
    log.length = 0;
    await turns.foreground(signal, async (turn) => {
      for (let i = 0; i < 20; i++) {
        log.push('tile');
        await turn();
      }
      more = false;
    });
    await background;
    assert.ok(log.filter((entry) => entry === 'background').length <= 1, log.join(' '));
  });

  it('on screen is shared: two requests take turns', async () => {
    const turns = new Turns();
    const log: string[] = [];
    const work = (name: string) =>
      turns.foreground(signal, async (turn) => {
        for (let i = 0; i < 5; i++) {
          log.push(name);
          await turn();
        }
      });
    await Promise.all([work('a'), work('b')]);
    assert.equal(log.join(''), 'ababababab');
  });

  it('stops at its next turn when cancelled, waiting or not', async () => {
    const turns = new Turns();
    const controller = new AbortController();
    const turn = turns.background(controller.signal);
    const held = turns.foreground(signal, () => new Promise((resolve) => setTimeout(resolve, 20)));
    const waiting = assert.rejects(turn(), CancelledError);
    controller.abort();
    await Promise.all([waiting, held]);
  });
});
