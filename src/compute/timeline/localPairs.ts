import { CancelledError } from '../../protocol/channel';
import type { Comparing } from '../compare/compareBatch';
import { createPairScanner } from '../compare/pairScanner';
import { shelf } from '../kernels/shelf';
import { ScanFiles } from '../pool/scanFiles';

/**
 * The kernels' comparison of two models on a local disk, on this very thread: a timeline has many
 * pairs of models, and threads for each would take longer to start than to compare.
 * @returns Undefined where this machine has no kernels.
 */
export function localPairs(
  a: string,
  b: string,
): { readonly pool: NonNullable<Comparing['pool']>; close(): void } | undefined {
  const kernels = shelf.take();
  if (kernels === undefined) return undefined;
  shelf.give(kernels);
  const files = [new ScanFiles(a), new ScanFiles(b)] as const;
  const scanner = createPairScanner(...files);
  return {
    pool: {
      // None besides this one.
      threads: 0,
      run: (_, signal, work) => {
        if (signal.aborted) return Promise.reject(new CancelledError());
        const call = { signal, progress: () => undefined };
        return work({
          compare: (params) => scanner.compare(params, call),
          forget: (params) => scanner.forget(params, call),
        });
      },
    },
    close: () => {
      for (const one of files) one.forget();
    },
  };
}
