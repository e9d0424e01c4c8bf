import type { MessagePort, Worker } from 'node:worker_threads';
import type { Port } from '../protocol/channel';

/** Either end of a worker thread as the channel wants it. */
export function portOf(end: MessagePort | Worker): Port {
  return {
    post: (message) => end.postMessage(message),
    onMessage: (listener) => {
      end.on('message', listener);
    },
  };
}
