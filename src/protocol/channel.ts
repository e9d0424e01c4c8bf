import { type ErrorRecord, fromRecord, toRecord } from './errorRecord';

/** One end of a pipe that clones what it carries: a worker, a webview, a message port. */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** What a handler gets beside its parameters. */
export interface Call<Progress = never> {
  /** Aborted when the caller no longer wants the answer; the handler then stops and may throw anything. */
  readonly signal: AbortSignal;
  readonly progress: (value: Progress) => void;
}

/** A request as its server implements it. An interface of such methods is the contract of a boundary. */
export type Method<Params, Result, Progress = never> = (
  params: Params,
  call: Call<Progress>,
) => Promise<Result>;

export interface CallOptions<Progress = never> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((value: Progress) => void) | undefined;
  /**
   * Taken back, the request is still answered, with a CancelledError only where the other side has stopped: whether
   * files were written by then must be known.
   */
  readonly untilAnswered?: boolean | undefined;
}

/** The same contract as its caller sees it. */
export type Client<Api> = {
  readonly [K in keyof Api]: Api[K] extends Method<infer Params, infer Result, infer Progress>
    ? (params: Params, options?: CallOptions<Progress>) => Promise<Result>
    : never;
};

type Message =
  | {
      readonly type: 'call';
      readonly id: number;
      readonly method: string;
      readonly params: unknown;
      readonly untilAnswered: boolean;
    }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'progress'; readonly id: number; readonly value: unknown }
  | { readonly type: 'ok'; readonly id: number; readonly value: unknown }
  | { readonly type: 'err'; readonly id: number; readonly error: ErrorRecord };

/** The caller took its request back; nothing went wrong. */
export class CancelledError extends Error {
  constructor() {
    super('Cancelled');
    this.name = 'CancelledError';
  }
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  progress(value: unknown): void;
}

/**
 * Requests with replies over a port, in both directions. `Remote` is the contract that the other
 * side serves, `Local` the one served here.
 */
export class Channel<Remote extends object, Local extends object = object> {
  readonly remote: Client<Remote>;
  private readonly pending = new Map<number, Pending>();
  private readonly running = new Map<number, AbortController>();
  private nextId = 1;
  private closedBy: Error | undefined;

  constructor(
    private readonly port: Port,
    private readonly local: Local,
  ) {
    this.remote = new Proxy({} as Client<Remote>, {
      // Without `then`, or an `await` of the remote itself would take it for a promise.
      get: (_, method) =>
        method === 'then'
          ? undefined
          : (params: unknown, options?: CallOptions<unknown>) =>
              this.call(String(method), params, options),
    });
    port.onMessage((message) => {
      this.receive(message as Message);
    });
  }

  /** The other side is gone: every pending and later call is rejected with `reason`. */
  close(reason: Error): void {
    if (this.closedBy !== undefined) return;
    this.closedBy = reason;
    for (const pending of this.pending.values()) pending.reject(reason);
    this.pending.clear();
    for (const controller of this.running.values()) controller.abort();
    this.running.clear();
  }

  private call(
    method: string,
    params: unknown,
    options: CallOptions<unknown> = {},
  ): Promise<unknown> {
    const { signal, onProgress, untilAnswered = false } = options;
    if (this.closedBy !== undefined) return Promise.reject(this.closedBy);
    if (signal?.aborted === true) return Promise.reject(new CancelledError());
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.post({ type: 'cancel', id });
        if (untilAnswered) return;
        this.pending.delete(id);
        reject(new CancelledError());
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const settle = <T>(settler: (value: T) => void) => {
        return (value: T): void => {
          signal?.removeEventListener('abort', onAbort);
          settler(value);
        };
      };
      this.pending.set(id, {
        resolve: settle(resolve),
        reject: settle(reject),
        progress: (value) => onProgress?.(value),
      });
      this.post({ type: 'call', id, method, params, untilAnswered });
    });
  }

  private receive(message: Message): void {
    switch (message.type) {
      case 'call':
        void this.serve(message);
        break;
      case 'cancel':
        this.running.get(message.id)?.abort();
        break;
      case 'progress':
        this.pending.get(message.id)?.progress(message.value);
        break;
      case 'ok':
        this.take(message.id)?.resolve(message.value);
        break;
      case 'err':
        this.take(message.id)?.reject(errorOf(message.error));
        break;
    }
  }

  private take(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    return pending;
  }

  private async serve({
    id,
    method,
    params,
    untilAnswered,
  }: Extract<Message, { readonly type: 'call' }>): Promise<void> {
    const controller = new AbortController();
    const isAwaited = (): boolean => untilAnswered || !controller.signal.aborted;
    this.running.set(id, controller);
    try {
      const handler = Object.hasOwn(this.local, method)
        ? (this.local as Record<string, Method<unknown, unknown, unknown>>)[method]
        : undefined;
      if (handler === undefined) throw new Error(`Nothing here answers "${method}".`);
      const value = await handler(params, {
        signal: controller.signal,
        progress: (progress) => {
          if (!controller.signal.aborted) this.post({ type: 'progress', id, value: progress });
        },
      });
      if (isAwaited()) this.post({ type: 'ok', id, value });
    } catch (error) {
      if (isAwaited()) this.post({ type: 'err', id, error: toRecord(error) });
    } finally {
      this.running.delete(id);
    }
  }

  private post(message: Message): void {
    if (this.closedBy === undefined) this.port.post(message);
  }
}

function errorOf(record: ErrorRecord): Error {
  return record.name === 'CancelledError' ? new CancelledError() : fromRecord(record);
}
