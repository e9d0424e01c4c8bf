import type { CallOptions } from '../protocol/channel';

/** Options for each of several requests that together answer one, which tells the stage it is in. */
export function stages<Stage extends string>(
  signal: AbortSignal,
  progress: (value: { readonly stage: Stage; readonly fraction: number }) => void,
): (stage: Stage) => CallOptions<{ readonly fraction: number }> {
  return (stage) => {
    progress({ stage, fraction: 0 });
    return { signal, onProgress: ({ fraction }) => progress({ stage, fraction }) };
  };
}
