import type * as tfjs from '@tensorflow/tfjs';
import type { LossName, Measures, MetricName } from '../../protocol/training';
import type { OpenDataset } from '../data/openDataset';
import type { Tf } from '../tf';
import { dataLoss, type LossFunction, penaltyOf, run } from './lossFunctions';
import { metricSum } from './metrics';

export interface Measuring {
  readonly model: tfjs.LayersModel;
  readonly functions: readonly LossFunction[];
  readonly losses: readonly LossName[];
  readonly metrics: readonly MetricName[];
  readonly batchSize: number;
}

/**
 * Loss, penalty and metrics over the given rows in inference mode, so that training and validation
 * can be compared: `fit` of TensorFlow.js adds regularizers to one and not to the other.
 *
 * @param order which rows.
 * @param turn is awaited after each batch with the share done; it may throw to stop.
 */
export async function measureDataset(
  tf: Tf,
  { model, functions, losses, metrics, batchSize }: Measuring,
  data: OpenDataset,
  order: Uint32Array,
  turn: (fraction: number) => Promise<void>,
): Promise<Measures> {
  const classes = model.outputs[0]?.shape.at(-1) ?? 1;
  const sums = metrics.map((metric) => metricSum(metric, losses[0] ?? 'meanSquaredError', classes));
  const rows = order.length;
  let loss = 0;
  for (let start = 0; start < rows; start += batchSize) {
    const end = Math.min(start + batchSize, rows);
    tf.tidy(() => {
      const batch = data.batch(tf, order, start, end);
      const outputs = run(model, batch.inputs, false);
      const mean = dataLoss(tf, functions, batch.targets, outputs, null).dataSync()[0] ?? NaN;
      loss += mean * batch.rows;
      const first = sums.length > 0 ? outputs[0]?.dataSync<'float32'>() : undefined;
      const targets = batch.targetValues[0];
      if (first !== undefined && targets !== undefined)
        for (const sum of sums) sum.add(targets, first);
    });
    await turn(end / rows);
  }
  const penalty = tf.tidy(() => penaltyOf(tf, model)?.dataSync()[0] ?? 0);
  return { rows, loss: loss / rows, penalty, metrics: sums.map((sum) => sum.value()) };
}
