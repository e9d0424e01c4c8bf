import type { ModelWorker } from '../../../../src/compute/client';
import { PIECE } from '../../../../src/compute/scan';
import type { MeasureAllProgress, WeightMeasure } from '../../../../src/protocol/model';
import { float32, type TempTensor } from '../../../support/tempModel';
import { normal, random } from '../../measure/support';

/** Enough values that threads are worth their start, and two that threads share when they are looked at. */
export function mixedTensors(): TempTensor[] {
  const next = normal(random(7));
  const values = (count: number): Float32Array => Float32Array.from({ length: count }, next);
  const large = values(20 * PIECE + 77);
  large.set([NaN, -Infinity, 0], 5 * PIECE);
  const halves = Uint16Array.from(large.subarray(0, 3 * PIECE + 5), (x) => Math.abs(x * 9000));
  return [
    float32('tiny', [3], [1, -2, NaN]),
    float32('large', [large.length], large),
    float32('bias', [300], values(300)),
    float32('kernel', [40, 1000], values(40_000)),
    float32('constant', [9000], new Float32Array(9000).fill(-0.25)),
    {
      name: 'halves',
      shape: [halves.length],
      dtype: 'float16',
      bytes: new Uint8Array(halves.buffer),
    },
    {
      name: 'counts',
      shape: [6000],
      dtype: 'int32',
      bytes: new Uint8Array(Int32Array.from({ length: 6000 }, (_, i) => (i * 7919) % 501).buffer),
    },
    float32('empty', [0], []),
  ];
}

/** What a pass over all weights has told, in the order in which it did. */
export async function measureAllOf({ model }: ModelWorker): Promise<WeightMeasure[]> {
  const told: WeightMeasure[] = [];
  await model.measureAll(null, {
    onProgress: ({ measured }: MeasureAllProgress) => told.push(...measured),
  });
  return told;
}
