import { shownName } from '../core/format/sentence';
import { CancelledError } from '../protocol/channel';
import type { MeasureAllProgress, WeightMeasure } from '../protocol/model';
import type { Weight } from '../core/model/model';
import { measureWeight } from './measureWeight';
import { holdsText } from './measurable';
import type { OpenedModel } from './openedModel';
import type { Turn } from './turns';

/** Time between two messages: what a table can show, whatever the number of small tensors. */
const MESSAGE_INTERVAL_MS = 50;

/** Measures every weight, in manifest order. One that cannot be read says why and the rest goes on. */
export async function measureAll(
  opened: OpenedModel,
  turn: Turn,
  progress: (value: MeasureAllProgress) => void,
): Promise<void> {
  const { weights } = opened.model;
  const total = weights.reduce((sum, weight) => sum + costOf(weight), 0);
  let measured: WeightMeasure[] = [];
  let done = 0;
  let sent = performance.now();
  const send = (fraction: number): void => {
    progress({ measured, fraction: Math.min(1, fraction) });
    measured = [];
    sent = performance.now();
  };
  const sendInTime = (fraction: number): void => {
    if (performance.now() - sent >= MESSAGE_INTERVAL_MS) send(fraction);
  };
  for (const weight of weights) {
    const cost = costOf(weight);
    const result = await measureOne(opened, weight, turn, (part) =>
      sendInTime((done + part * cost) / total),
    );
    measured.push(result);
    done += cost;
    sendInTime(done / total);
  }
  send(1);
}

async function measureOne(
  opened: OpenedModel,
  weight: Weight,
  turn: Turn,
  progress: (fraction: number) => void,
): Promise<WeightMeasure> {
  const known = opened.measures.line(weight.index);
  if (known !== undefined) return known;
  try {
    if (weight.dtype === 'string') throw holdsText(shownName(weight.name));
    const measures = await measureWeight(opened.scanned(weight), turn, progress);
    return opened.measures.set(weight.index, measures);
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    const problem = error instanceof Error ? error.message : String(error);
    return { weight: weight.index, problem };
  }
}

/** Bytes, and a little for the sake of thousands of scalars. */
function costOf({ byteLength = 0 }: Weight): number {
  return byteLength + 1_024;
}
