import { fork } from 'node:child_process';
import { Channel, type Client } from '../protocol/channel';
import type { EngineApi, WeightsApi } from '../protocol/engine';
import { childPort } from './ports';

/** TensorFlow.js builds the largest real models in seconds; on some broken ones it loops for ever. */
const LOAD_TIMEOUT_MS = 60_000;
/** Enough of what a dying process says to tell why. */
const MAX_KEPT_OUTPUT = 4_096;

export interface Engine {
  readonly engine: Client<EngineApi>;
  readonly pid: number | undefined;
  /** Ends the process. Pending requests are rejected; `onExit` is not told. */
  dispose(): void;
  /** Tells once if the process ends by itself. Every pending and later request is rejected with the same reason. */
  onExit(listener: (reason: Error) => void): void;
}

export interface EngineOptions {
  /** Gets what the process prints, for a log. */
  readonly log?: (text: string) => void;
  /** Milliseconds without a sign of life after which a `load` is given up. */
  readonly loadTimeout?: number;
}

/**
 * Starts the training process.
 * @param script path of the bundled process.ts, beside the .wasm file of the wasm backend.
 * @param weights serves the values of the open model.
 */
export function startEngine(
  script: string,
  weights: WeightsApi,
  { log, loadTimeout = LOAD_TIMEOUT_MS }: EngineOptions = {},
): Engine {
  const child = fork(script, [], {
    serialization: 'advanced',
    // The extension host may itself be an Electron; flags meant for it, such as a debugger's port, are not for this process.
    execArgv: [],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const channel = new Channel<EngineApi, WeightsApi>(childPort(child), weights);
  const listeners: ((reason: Error) => void)[] = [];
  let said = '';
  let ended = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-MAX_KEPT_OUTPUT);
      log?.(text);
    });
  }
  const end = (why: string): void => {
    if (ended) return;
    ended = true;
    const reason = new Error(`The training process stopped: ${why} The model is as it was.`);
    channel.close(reason);
    for (const listener of listeners) listener(reason);
  };
  child.on('error', (error) => end(`it could not be started (${error.message}).`));
  // 'close' comes after the last of its output, 'exit' before.
  child.on('close', (code, signal) => end(causeOf(code, signal, said)));

  return {
    engine: { ...callsOf(channel.remote), load },
    pid: child.pid,
    dispose: () => {
      ended = true;
      channel.close(new Error('Training was ended.'));
      child.kill('SIGKILL');
    },
    onExit: (listener) => {
      listeners.push(listener);
    },
  };

  async function load(
    ...[params, options = {}]: Parameters<Client<EngineApi>['load']>
  ): ReturnType<Client<EngineApi>['load']> {
    const giveUp = (): void => {
      end(
        `TensorFlow.js did not finish building the model within ${loadTimeout / 1000} seconds, so the graph may have a fault that was not found.`,
      );
      child.kill('SIGKILL');
    };
    let timer = setTimeout(giveUp, loadTimeout);
    try {
      return await channel.remote.load(params, {
        ...options,
        onProgress: (progress) => {
          clearTimeout(timer);
          timer = setTimeout(giveUp, loadTimeout);
          options.onProgress?.(progress);
        },
      });
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The remote is a proxy, which cannot be spread. */
function callsOf(remote: Client<EngineApi>): Omit<Client<EngineApi>, 'load'> {
  return {
    start: (params, options) => remote.start(params, options),
    estimate: (params, options) => remote.estimate(params, options),
    train: (params, options) => remote.train(params, options),
    control: (params, options) => remote.control(params, options),
    values: (params, options) => remote.values(params, options),
    slotValues: (params, options) => remote.slotValues(params, options),
    predict: (params, options) => remote.predict(params, options),
    measure: (params, options) => remote.measure(params, options),
    path: (params, options) => remote.path(params, options),
  };
}

function causeOf(code: number | null, signal: NodeJS.Signals | null, said: string): string {
  if (/heap out of memory|bad_alloc|Cannot enlarge memory|Out of memory/i.test(said))
    return 'it ran out of memory. Try a smaller batch, or freeze the largest layers.';
  if (signal === 'SIGKILL')
    return 'the system ended it, most likely for want of memory. Try a smaller batch, or close other programs.';
  if (signal === 'SIGILL')
    return 'this processor lacks instructions that native TensorFlow needs. Choose the wasm backend in the settings.';
  return signal === null ? `it ended with code ${code ?? 0}.` : `it ended by ${signal}.`;
}
