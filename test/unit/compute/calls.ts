import type { Call } from '../../../src/protocol/channel';

/** A call that nobody cancels; progress is collected as it was when it was told, as a channel would carry it. */
export function call<Progress = never>(): Call<Progress> & { readonly seen: Progress[] } {
  const seen: Progress[] = [];
  return {
    signal: new AbortController().signal,
    progress: (value) => seen.push(structuredClone(value)),
    seen,
  };
}
