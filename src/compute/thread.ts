import { type ResourceLimits, Worker } from 'node:worker_threads';
import { messageOf } from '../core/errors';
import { Channel, type Client } from '../protocol/channel';
import { errorCode } from './errorCode';
import { portOf } from './port';

/** A model.json of the largest size allowed takes about 1.5 GB of objects when parsed; arrays of values do not count. */
export const RESOURCE_LIMITS = {
  maxOldGenerationSizeMb: 2_048,
  stackSizeMb: 8,
  // Half of what V8 takes by itself: long work on text then keeps 12 MB less, and a large tree takes no longer.
  maxYoungGenerationSizeMb: 24,
};

export interface Thread<Api extends object> {
  readonly remote: Client<Api>;
  /** Ends the thread. Pending requests are rejected with `reason`; `onExit` is not told. */
  dispose(reason: Error): void;
  /** Tells once if the thread ends by itself. Every pending and later request is rejected with the same reason. */
  onExit(listener: (reason: Error) => void): void;
}

interface ThreadOptions {
  readonly name: string;
  /** Names it in messages: "The process that …". */
  readonly what: string;
  /** What it may ask of this side. */
  readonly local?: object;
  readonly limits?: ResourceLimits;
}

/**
 * Starts a thread and the channel to it.
 * @param script Path of the bundled worker.ts.
 * @param data Its `workerData`.
 */
export function startThread<Api extends object>(
  script: string,
  data: unknown,
  { name, what, local = {}, limits = {} }: ThreadOptions,
): Thread<Api> {
  const resourceLimits = { ...RESOURCE_LIMITS, ...limits };
  const worker = new Worker(script, { name, workerData: data, resourceLimits });
  const channel = new Channel<Api>(portOf(worker), local);
  const listeners: ((reason: Error) => void)[] = [];
  let ended = false;
  const end = (why: string, cause?: unknown): void => {
    if (ended) return;
    ended = true;
    const reason = new Error(`${what} stopped: ${why}`, { cause });
    channel.close(reason);
    for (const listener of listeners) listener(reason);
  };
  worker.on('error', (error: unknown) => end(reasonOf(error), error));
  worker.on('messageerror', (error) =>
    end(`its answer could not be read (${error.message}).`, error),
  );
  worker.on('exit', (code) => end(`it ended with code ${code}.`));
  return {
    remote: channel.remote,
    dispose: (reason) => {
      ended = true;
      channel.close(reason);
      void worker.terminate();
    },
    onExit: (listener) => {
      listeners.push(listener);
    },
  };
}

function reasonOf(error: unknown): string {
  if (errorCode(error) === 'ERR_WORKER_OUT_OF_MEMORY')
    return 'it ran out of memory. Close other models and open it again.';
  return messageOf(error);
}
