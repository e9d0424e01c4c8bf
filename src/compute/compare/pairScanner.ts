import { withNaNs } from '../../core/compare/pieceDifference';
import type { PlacedDifference } from '../../core/compare/tensorDifference';
import { CancelledError } from '../../protocol/channel';
import { toRecord } from '../../protocol/errorRecord';
import { compareFloats } from '../kernels/comparing';
import type { Kernels } from '../kernels/loadKernels';
import { shelf } from '../kernels/shelf';
import type { ScanFiles } from '../pool/scanFiles';
import { TensorReader } from '../pool/tensorReader';
import { PIECE } from '../scan';
import { InOrder, type Turn, Turns } from '../turns';
import type { Compared, PairScanApi, SpanPair } from './pairScan';

/** Compares tensors of two models for the session's thread, by the kernels, from files that it opens itself. */
export function createPairScanner(a: ScanFiles, b: ScanFiles, kernelShelf = shelf): PairScanApi {
  const turns = new Turns();
  const inOrder = new InOrder();
  return {
    compare: ({ pairs }, { signal }) =>
      inOrder.run(signal, async () => {
        const kernels = kernelShelf.take();
        if (kernels === undefined) throw new Error('This thread has no kernels.');
        const readers = { a: new TensorReader(a, kernels), b: new TensorReader(b, kernels) };
        const turn = turns.background(signal);
        try {
          const results: Compared[] = [];
          for (const pair of pairs) results.push(await compareOne(kernels, readers, pair, turn));
          return results;
        } finally {
          readers.a.dispose();
          readers.b.dispose();
          kernelShelf.give(kernels);
        }
      }),
    forget: () => {
      a.forget();
      b.forget();
      return Promise.resolve(null);
    },
  };
}

async function compareOne(
  kernels: Kernels,
  readers: { readonly a: TensorReader; readonly b: TensorReader },
  { a, b }: SpanPair,
  turn: Turn,
): Promise<Compared> {
  const pieces: PlacedDifference[] = [];
  try {
    for (let from = 0; from < a.count; from += PIECE) {
      const length = Math.min(PIECE, a.count - from);
      const atA = readers.a.bring(a, from, from + length);
      const atB = readers.b.bring(b, from, from + length);
      const found = compareFloats(kernels, atA, atB, length);
      const values = (at: number) => new Float32Array(kernels.buffer, at, length);
      pieces.push({ piece: withNaNs(found, values(atA), values(atB)), start: a.start + from });
      await turn();
    }
    return { pieces };
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    return { failure: toRecord(error) };
  }
}
