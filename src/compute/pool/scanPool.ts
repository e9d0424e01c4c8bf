import { setMaxListeners } from 'node:events';
import { CancelledError, type Client, type Method } from '../../protocol/channel';
import type { Thread } from '../thread';
import type { Priority, ScanApi } from './scanApi';

/** Long enough for the next click, short enough that threads do not outlive the interest in a model. */
const IDLE_MS = 5_000;

/** A thread that ended takes its job's result along; the second time the job is to blame. */
const MOST_LOSSES = 2;

/** A thread ended by itself, twice, in the middle of this job. */
export class ThreadLostError extends Error {
  constructor(reason: Error) {
    super(reason.message, { cause: reason });
    this.name = 'ThreadLostError';
  }
}

/** Threads keep files open. */
interface Forgetful {
  forget: Method<null, null>;
}

type Work<Api> = (scanner: Client<Api>) => Promise<unknown>;

interface Job<Api> {
  readonly work: Work<Api>;
  readonly signal: AbortSignal;
  readonly settle: (outcome: Promise<unknown>) => void;
  /** How often a thread ended while it worked on this. */
  losses: number;
}

interface Slot<Api extends object> {
  thread: Thread<Api> | undefined;
  /** How the last thread ended, and what it was working on. */
  lost: { readonly reason: Error; readonly at: readonly Job<Api>[] } | undefined;
  /** What the thread has, in the order in which it works. */
  readonly given: Record<Priority, Job<Api>[]>;
}

/**
 * Jobs that a thread has at once. In the background the next is there when one is done, for to ask for it
 * takes a third of a millisecond; on screen it would only wait where another thread may be free sooner.
 */
const MOST_GIVEN: Record<Priority, number> = { screen: 1, background: 2 };

/**
 * Threads that scan the files of one model. They start when there is work and end when there has
 * been none for a while; a thread that ends by itself is replaced and its job done once more.
 */
export class ScanPool<Api extends Forgetful = ScanApi> {
  private readonly slots: Slot<Api>[];
  private readonly queues: Record<Priority, Job<Api>[]> = { screen: [], background: [] };
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly start: () => Thread<Api>,
    readonly threads: number,
    private readonly idleMs = IDLE_MS,
  ) {
    this.slots = Array.from({ length: threads }, () => ({
      thread: undefined,
      lost: undefined,
      given: { screen: [], background: [] },
    }));
  }

  /** Threads that live, and jobs that run or wait. */
  get load(): { readonly threads: number; readonly jobs: number } {
    const given = this.slots.flatMap(({ given: { screen, background } }) => [
      ...screen,
      ...background,
    ]);
    return {
      threads: this.slots.filter(({ thread }) => thread !== undefined).length,
      jobs: given.length + this.queues.screen.length + this.queues.background.length,
    };
  }

  /**
   * Runs `work` on the next free thread.
   * @throws CancelledError when no longer wanted, ThreadLostError where the thread ended twice.
   */
  run<Result>(
    priority: Priority,
    signal: AbortSignal,
    work: (scanner: Client<Api>) => Promise<Result>,
  ): Promise<Result> {
    if (signal.aborted) return Promise.reject(new CancelledError());
    // All parts of a large tensor listen to one signal; Node takes more than ten for a leak.
    setMaxListeners(0, signal);
    return new Promise<Result>((resolve) => {
      const queue = this.queues[priority];
      const onAbort = (): void => {
        const at = queue.indexOf(job);
        if (at < 0) return;
        queue.splice(at, 1);
        resolve(Promise.reject(new CancelledError()));
      };
      const job: Job<Api> = {
        work,
        signal,
        losses: 0,
        settle: (outcome) => {
          signal.removeEventListener('abort', onAbort);
          resolve(outcome as Promise<Result>);
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      queue.push(job);
      this.next(priority);
    });
  }

  /** What is read afterwards is what is there then. */
  async forget(): Promise<void> {
    // A thread that ends meanwhile has nothing open any more.
    const living = this.slots.flatMap(({ thread }) => thread ?? []);
    await Promise.all(living.map(({ remote }) => remote.forget(null).catch(() => undefined)));
  }

  /** Ends all threads. */
  dispose(): void {
    clearTimeout(this.idle);
    this.release();
  }

  private next(priority: Priority): void {
    clearTimeout(this.idle);
    const queue = this.queues[priority];
    // Each thread has one before any has two.
    for (let most = 1; most <= MOST_GIVEN[priority]; most++)
      for (const slot of this.slots) {
        if (slot.given[priority].length >= most) continue;
        const job = queue.shift();
        if (job === undefined) break;
        void this.serve(slot, job, priority);
      }
    if (this.load.jobs > 0) return;
    this.idle = setTimeout(() => this.release(), this.idleMs);
    this.idle.unref();
  }

  private async serve(slot: Slot<Api>, job: Job<Api>, priority: Priority): Promise<void> {
    const given = slot.given[priority];
    given.push(job);
    const thread = (slot.thread ??= this.startIn(slot));
    const outcome = job.work(thread.remote);
    const failure = await outcome.then(
      () => undefined,
      (error: unknown) => error,
    );
    given.splice(given.indexOf(job), 1);
    const { lost } = slot;
    if (failure === undefined || slot.thread === thread || failure !== lost?.reason)
      job.settle(outcome);
    else {
      if (lost.at.includes(job)) job.losses++;
      if (job.losses < MOST_LOSSES && !job.signal.aborted) this.queues[priority].unshift(job);
      else job.settle(Promise.reject(new ThreadLostError(lost.reason)));
    }
    this.next(priority);
  }

  private startIn(slot: Slot<Api>): Thread<Api> {
    const thread = this.start();
    thread.onExit((reason) => {
      slot.thread = undefined;
      const { screen, background } = slot.given;
      slot.lost = { reason, at: [...screen.slice(0, 1), ...background.slice(0, 1)] };
    });
    return thread;
  }

  private release(): void {
    for (const slot of this.slots) {
      slot.thread?.dispose(new Error('The thread had nothing to do.'));
      slot.thread = undefined;
    }
  }
}
