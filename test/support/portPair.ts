import type { Port } from '../../src/protocol/channel';

/** Two connected ports in one process that clone what they carry, as workers and webviews do. */
export function portPair(): [Port, Port] {
  const listeners: [((message: unknown) => void)[], ((message: unknown) => void)[]] = [[], []];
  const port = (own: 0 | 1, other: 0 | 1): Port => ({
    post: (message) => {
      const cloned: unknown = structuredClone(message);
      setImmediate(() => listeners[other].forEach((listener) => listener(cloned)));
    },
    onMessage: (listener) => listeners[own].push(listener),
  });
  return [port(0, 1), port(1, 0)];
}
