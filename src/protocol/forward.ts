import type { Call, CallOptions, Client } from './channel';

type Forwarder = (params: unknown, options: CallOptions<unknown>) => Promise<unknown>;

/**
 * Serves a contract by passing every request on to another side that serves it, cancellation and
 * progress included. `remote` is asked at each call, so that it may be replaced.
 */
export function forward<Api>(
  remote: () => Client<Api>,
  methods: Readonly<Record<keyof Api, true>>,
): Api {
  const passOn = (method: string) => (params: unknown, call: Call<unknown>) =>
    (remote() as Record<string, Forwarder>)[method]?.(params, {
      signal: call.signal,
      onProgress: call.progress,
    });
  return Object.fromEntries(Object.keys(methods).map((method) => [method, passOn(method)])) as Api;
}
