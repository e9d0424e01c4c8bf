import { CancelledError } from '../protocol/channel';

/**
 * Values that work of any kind goes over between two turns: under 10 ms of the slowest kind, so that
 * whoever takes a request back, or asks for something else, is heard within 50 ms.
 */
export const MOST_BETWEEN_TURNS = 262_144;

/** The same for loops in plain JavaScript that do several things with each value. */
export const MOST_OF_PLAIN_LOOPS = 65_536;

/** Gives way between two pieces of long work. @throws CancelledError when the work is no longer wanted. */
export type Turn = () => Promise<void>;

/**
 * Who may work next on the one thread. Long work asks for a turn after each piece of a few
 * milliseconds, so that requests that came in meanwhile are served; background work also waits
 * until nothing that is on screen is being worked on.
 */
export class Turns {
  private active = 0;
  private idle: (() => void)[] = [];

  /** Counts as on screen until it settles. */
  async foreground<Result>(
    signal: AbortSignal,
    work: (turn: Turn) => Promise<Result>,
  ): Promise<Result> {
    this.active++;
    try {
      return await work(() => nextMacrotask(signal));
    } finally {
      this.active--;
      if (this.active === 0) for (const resume of this.idle.splice(0)) resume();
    }
  }

  background(signal: AbortSignal): Turn {
    return async () => {
      await nextMacrotask(signal);
      while (this.active > 0) {
        await new Promise<void>((resolve) => this.idle.push(resolve));
        await nextMacrotask(signal);
      }
    };
  }
}

/** Work that is done one after the other, in the order in which it is asked for. */
export class InOrder {
  private last: Promise<unknown> = Promise.resolve();

  /** @throws CancelledError where it is not wanted any more when its turn comes. */
  run<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    const done = this.last.then(() => {
      if (signal.aborted) throw new CancelledError();
      return work();
    });
    // Whoever asked for it hears of its failure.
    this.last = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }
}

async function nextMacrotask(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  if (signal.aborted) throw new CancelledError();
}

/** Milliseconds of work between two turns where each step takes less than a turn is worth. */
const TURN_MS = 4;

/** The same turn, taken only where some milliseconds have passed since the last. */
export function seldom(turn: Turn): Turn {
  let turned = performance.now();
  return async () => {
    if (performance.now() - turned < TURN_MS) return;
    await turn();
    turned = performance.now();
  };
}
