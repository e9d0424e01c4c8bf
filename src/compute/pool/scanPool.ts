import { setMaxListeners } from 'node:events';
import { CancelledError, type Client, type Method } from '../../protocol/channel';
import type { Thread } from '../thread';
import type { Priority, ScanApi } from './scanApi';

/** Long enough for the next click, short enough that threads do not outlive the interest in a model. */
const IDLE_MS = 5_000;

/** A thread that ended takes its job's result along; the second time the job is to blame. */
const ATTEMPTS = 2;

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
  attempts: number;
}

interface Slot<Api extends object> {
  thread: Thread<Api> | undefined;
  lost: Error | undefined;
  /** At most one job of each priority: a second would only share the thread with the first. */
  readonly busy: Record<Priority, boolean>;
}

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
      busy: { screen: false, background: false },
    }));
  }

  /** Threads that live, and jobs that run or wait. */
  get load(): { readonly threads: number; readonly jobs: number } {
    const running = this.slots.flatMap(({ busy }) => Object.values(busy)).filter(Boolean).length;
    return {
      threads: this.slots.filter(({ thread }) => thread !== undefined).length,
      jobs: running + this.queues.screen.length + this.queues.background.length,
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
        attempts: 0,
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
    for (const slot of this.slots) {
      if (slot.busy[priority]) continue;
      const job = this.queues[priority].shift();
      if (job === undefined) break;
      void this.serve(slot, job, priority);
    }
    if (this.load.jobs > 0) return;
    this.idle = setTimeout(() => this.release(), this.idleMs);
    this.idle.unref();
  }

  private async serve(slot: Slot<Api>, job: Job<Api>, priority: Priority): Promise<void> {
    slot.busy[priority] = true;
    const thread = (slot.thread ??= this.startIn(slot));
    const outcome = job.work(thread.remote);
    const failure = await outcome.then(
      () => undefined,
      (error: unknown) => error,
    );
    slot.busy[priority] = false;
    const isLost = failure !== undefined && slot.thread !== thread && failure === slot.lost;
    job.attempts++;
    if (!isLost) job.settle(outcome);
    else if (job.attempts < ATTEMPTS && !job.signal.aborted) this.queues[priority].unshift(job);
    else job.settle(Promise.reject(new ThreadLostError(failure as Error)));
    this.next(priority);
  }

  private startIn(slot: Slot<Api>): Thread<Api> {
    const thread = this.start();
    thread.onExit((reason) => {
      slot.thread = undefined;
      slot.lost = reason;
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
