import { messageOf } from '../../core/errors';
import { CancelledError } from '../../protocol/channel';
import type { MeasureAllProgress, WeightMeasure } from '../../protocol/model';
import type { Weight } from '../../core/model/model';

/** Time between two messages: what a table can show, whatever the number of small tensors. */
const MESSAGE_INTERVAL_MS = 50;

/** What is handed out together, and how much of it at a time. */
export interface Batches {
  readonly weights: number;
  readonly bytes: number;
  /** So few go along with a tensor of any size: to hand them out by themselves takes longer. */
  readonly besideBytes: number;
  /** How many are worked on side by side. */
  readonly atOnce: number;
}

/** One after the other, small ones together. */
export const ONE_BY_ONE: Batches = { weights: 256, bytes: 64 * 1024, besideBytes: 0, atOnce: 1 };

/** Measures weights together; one that cannot be read says why and the rest goes on. */
export type MeasureBatch = (
  weights: readonly Weight[],
  progress: (fraction: number) => void,
) => Promise<readonly WeightMeasure[]>;

/** Measures every weight; tells of them in manifest order. */
export async function measureAll(
  weights: readonly Weight[],
  measure: MeasureBatch,
  batches: Batches,
  progress: (value: MeasureAllProgress) => void,
): Promise<void> {
  const total = weights.reduce((sum, weight) => sum + costOf(weight), 0);
  let measured: WeightMeasure[] = [];
  let done = 0;
  let sent = performance.now();
  const send = (fraction: number): void => {
    progress({ measured, fraction: Math.min(1, fraction) });
    measured = [];
    sent = performance.now();
  };
  const sendInTime = (): void => {
    if (performance.now() - sent >= MESSAGE_INTERVAL_MS) send(done / total);
  };
  const start = (batch: readonly Weight[]): Promise<readonly WeightMeasure[]> => {
    const cost = batch.reduce((sum, weight) => sum + costOf(weight), 0);
    let told = 0;
    const tell = (fraction: number): void => {
      done += (fraction - told) * cost;
      told = fraction;
      sendInTime();
    };
    const results = measure(batch, tell).then((found) => {
      done += (1 - told) * cost;
      return found;
    });
    // Of a failure whoever waits for it hears; if an earlier one fails, nobody does.
    results.catch(() => undefined);
    return results;
  };
  const running: Promise<readonly WeightMeasure[]>[] = [];
  const finishFirst = async (): Promise<void> => {
    const found = await running.shift();
    measured.push(...(found ?? []));
    sendInTime();
  };
  for (const batch of cut(weights, batches)) {
    running.push(start(batch));
    if (running.length >= batches.atOnce) await finishFirst();
  }
  while (running.length > 0) await finishFirst();
  send(1);
}

/** Why a weight was not measured, for the table. @throws CancelledError where nobody wants to know. */
export function problemLine(weight: Weight, error: unknown): WeightMeasure {
  if (error instanceof CancelledError) throw error;
  return { weight: weight.index, problem: messageOf(error) };
}

function* cut(weights: readonly Weight[], most: Batches): Generator<readonly Weight[]> {
  let batch: Weight[] = [];
  let bytes = 0;
  for (const weight of weights) {
    const own = weight.byteLength ?? 0;
    const isFull = bytes > most.besideBytes && bytes + own > most.bytes;
    if (batch.length > 0 && (isFull || batch.length >= most.weights)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(weight);
    bytes += own;
  }
  if (batch.length > 0) yield batch;
}

/** Bytes, and a little for the sake of thousands of scalars. */
function costOf({ byteLength = 0 }: Weight): number {
  return byteLength + 1_024;
}
