import { Measuring } from '../../core/measure/measuring';
import type { PlacedMoments } from '../../core/measure/pieceMoments';
import type { Measures } from '../../core/measure/statistics';
import { CancelledError } from '../../protocol/channel';
import { toRecord } from '../../protocol/errorRecord';
import { shelf } from '../kernels/shelf';
import { FirstPass } from '../kernels/firstPass';
import { FloatMeasuring } from '../kernels/floatMeasuring';
import type { Kernels } from '../kernels/loadKernels';
import { SecondPass } from '../kernels/secondPass';
import { SMALL } from '../../core/measure/ranking';
import { PIECE } from '../scan';
import { InOrder, seldom, type Turn, Turns } from '../turns';
import type { ScanFiles } from './scanFiles';
import type { Measured, Priority, ScanApi, StoredSpan } from './scanApi';
import { TensorReader } from './tensorReader';

interface Tools {
  readonly kernels: Kernels;
  readonly reader: TensorReader;
  readonly turn: Turn;
}

/** Measures tensors for the session's thread, by the kernels and from files that it opens itself. */
export function createScanner(files: ScanFiles, kernelShelf = shelf): ScanApi {
  const turns = new Turns();
  const background = new InOrder();

  const work = <Result>(
    priority: Priority,
    signal: AbortSignal,
    use: (tools: Tools) => Promise<Result>,
  ): Promise<Result> => {
    const run = (turn: Turn) => withTools((tools) => use({ ...tools, turn: seldom(turn) }));
    return priority === 'screen'
      ? turns.foreground(signal, run)
      : background.run(signal, () => run(turns.background(signal)));
  };
  const withTools = async <Result>(
    use: (tools: Omit<Tools, 'turn'>) => Promise<Result>,
  ): Promise<Result> => {
    const kernels = kernelShelf.take();
    if (kernels === undefined) throw new Error('This thread has no kernels.');
    const reader = new TensorReader(files, kernels);
    try {
      return await use({ kernels, reader });
    } finally {
      reader.dispose();
      kernelShelf.give(kernels);
    }
  };

  return {
    measure: ({ spans, priority }, { signal }) =>
      work(priority, signal, async (tools) => {
        const results: Measured[] = [];
        for (const span of spans) {
          results.push(await measureOne(tools, span));
          await tools.turn();
        }
        return results;
      }),
    first: ({ span, ranked, priority }, { signal }) =>
      work(priority, signal, async (tools) => {
        const pass = new FirstPass(tools.kernels, ranked);
        try {
          const moments: PlacedMoments[] = [];
          await eachPiece(tools, span, (values, length, start) => {
            moments.push({ moments: pass.add(values, length), start: span.start + start });
          });
          return { moments, highs: pass.highCounts() };
        } finally {
          pass.dispose();
        }
      }),
    second: ({ span, plan, priority }, { signal }) =>
      work(priority, signal, async (tools) => {
        const pass = new SecondPass(tools.kernels, plan);
        try {
          await eachPiece(tools, span, (values, length) => pass.add(values, length));
          return pass.counts();
        } finally {
          pass.dispose();
        }
      }),
    forget: () => {
      files.forget();
      return Promise.resolve(null);
    },
  };
}

async function measureOne(tools: Tools, span: StoredSpan): Promise<Measured> {
  try {
    return { measures: await measureSpan(tools, span) };
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    return { failure: toRecord(error) };
  }
}

async function measureSpan(tools: Tools, span: StoredSpan): Promise<Measures> {
  const { kernels, reader } = tools;
  const { count } = span;
  if (count <= SMALL) {
    const measuring = new Measuring(count);
    const values = broughtWhole(tools, span);
    measuring.first(values, 0);
    measuring.turn();
    measuring.second(values);
    return measuring.result();
  }
  const measuring = new FloatMeasuring(kernels, count);
  try {
    if (count <= PIECE) {
      const values = reader.bring(span, 0, count);
      measuring.first(values, count, 0);
      if (measuring.turn()) measuring.second(values, count);
      return measuring.result();
    }
    const kept = reader.roomFor(count);
    await eachPiece(tools, span, (...piece) => measuring.first(...piece), kept);
    if (!measuring.turn()) return measuring.result();
    const second = (values: number, length: number): void => measuring.second(values, length);
    if (kept === undefined) await eachPiece(tools, span, second);
    else await eachKept(tools, kept, count, second);
    return measuring.result();
  } finally {
    measuring.dispose();
  }
}

function broughtWhole({ kernels, reader }: Tools, span: StoredSpan): Float32Array {
  const { count } = span;
  return new Float32Array(kernels.buffer, reader.bring(span, 0, count), count);
}

/**
 * @param each Address and number of values, and the position of the first in the span.
 * @param kept Where all values of the span are to stay.
 */
async function eachPiece(
  { reader, turn }: Tools,
  span: StoredSpan,
  each: (values: number, length: number, start: number) => void,
  kept?: number,
): Promise<void> {
  for (let from = 0; from < span.count; from += PIECE) {
    const to = Math.min(from + PIECE, span.count);
    const values = reader.bring(span, from, to, kept && kept + 4 * from);
    each(values, to - from, from);
    await turn();
  }
}

async function eachKept(
  { turn }: Tools,
  kept: number,
  count: number,
  each: (values: number, length: number) => void,
): Promise<void> {
  for (let from = 0; from < count; from += PIECE) {
    each(kept + 4 * from, Math.min(PIECE, count - from));
    await turn();
  }
}
