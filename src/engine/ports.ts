import type { ChildProcess } from 'node:child_process';
import type { Port } from '../protocol/channel';

/** This process' end of the pipe to the one that forked it. */
export function parentPort(): Port {
  const send = process.send?.bind(process);
  if (send === undefined) throw new Error('This script runs as a forked process only.');
  return {
    post: (message) => send(message),
    onMessage: (listener) => {
      process.on('message', listener);
    },
  };
}

/** The other end. Messages to a process that has ended are dropped: its exit settles every call. */
export function childPort(child: ChildProcess): Port {
  return {
    post: (message) => {
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
  };
}
