import { Measuring } from '../../core/measure/measuring';
import { SMALL } from '../../core/measure/ranking';
import type { Measures } from '../../core/measure/statistics';
import type { WeightValues } from '../../core/format/weightSource';
import type { FlatRead } from '../flatRead';
import { shelf } from '../kernels/shelf';
import { FloatMeasuring } from '../kernels/floatMeasuring';
import type { Kernels } from '../kernels/loadKernels';
import { asMeasurable } from './measurable';
import { PIECE, scan } from '../scan';
import { MOST_OF_PLAIN_LOOPS, type Turn } from '../turns';

/** What to scan: `count` values by flat index. */
export interface Scanned {
  readonly read: FlatRead;
  /** As it may stand in a sentence. */
  readonly name: string;
  readonly count: number;
  /** Whether values come as float32, stored so or widened. */
  readonly isFloat32: boolean;
}

/** The steps of `Measuring` and of `FloatMeasuring`. */
interface Steps {
  /** Values that each of them takes at once. */
  readonly piece: number;
  first(values: WeightValues, start: number): void;
  /** @returns Whether a second pass is needed. */
  turn(): boolean;
  second(values: WeightValues): void;
  result(): Measures;
}

/** Measures a tensor in two scans, on this thread; one that fits a piece is read once. */
export async function measureWeight(
  scanned: Scanned,
  turn: Turn,
  progress: (fraction: number) => void,
  kernelShelf = shelf,
): Promise<Measures> {
  const { name, count, isFloat32 } = scanned;
  // A small tensor is sorted faster.
  const kernels = isFloat32 && count > SMALL ? kernelShelf.take() : undefined;
  if (kernels === undefined) return measureBy(plainSteps(name, count), scanned, turn, progress);
  const measuring = new FloatMeasuring(kernels, count);
  const at = kernels.arena.take(4 * PIECE);
  try {
    return await measureBy(kernelSteps(kernels, at, measuring), scanned, turn, progress);
  } finally {
    measuring.dispose();
    kernels.arena.release(at, 4 * PIECE);
    kernelShelf.give(kernels);
  }
}

async function measureBy(
  steps: Steps,
  { read, count }: Scanned,
  turn: Turn,
  progress: (fraction: number) => void,
): Promise<Measures> {
  const { piece } = steps;
  if (count <= piece) {
    const values = await read(0, count);
    steps.first(values, 0);
    if (steps.turn()) steps.second(values);
    await turn();
    return steps.result();
  }
  const first = (values: WeightValues, start: number): void => {
    steps.first(values, start);
    progress((start + values.length) / count / 2);
  };
  await scan(read, count, turn, first, piece);
  if (!steps.turn()) return steps.result();
  const second = (values: WeightValues, start: number): void => {
    steps.second(values);
    progress(0.5 + (start + values.length) / count / 2);
  };
  await scan(read, count, turn, second, piece);
  return steps.result();
}

function plainSteps(name: string, count: number): Steps {
  const measuring = new Measuring(count);
  return {
    piece: MOST_OF_PLAIN_LOOPS,
    first: (values, start) => measuring.first(asMeasurable(values, name), start),
    turn: () => {
      measuring.turn();
      return true;
    },
    second: (values) => measuring.second(asMeasurable(values, name)),
    result: () => measuring.result(),
  };
}

/** @param at Address of room for a piece. */
function kernelSteps(kernels: Kernels, at: number, measuring: FloatMeasuring): Steps {
  const room = new Float32Array(kernels.buffer, at, PIECE);
  const bring = (values: WeightValues): number => {
    room.set(values as Float32Array);
    return at;
  };
  return {
    piece: PIECE,
    first: (values, start) => measuring.first(bring(values), values.length, start),
    turn: () => measuring.turn(),
    second: (values) => measuring.second(bring(values), values.length),
    result: () => measuring.result(),
  };
}
