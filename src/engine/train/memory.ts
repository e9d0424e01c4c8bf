import { ModelMismatchError } from '../../core/errors';
import { allowedMemory } from '../../core/retrain/allowedMemory';
import type { BackendName } from '../../protocol/engine';
import type {
  Column,
  MemoryEstimate,
  OptimizerSettings,
  TrainRequest,
} from '../../protocol/training';
import type { Bound } from '../model/bindVariables';
import { type BuiltModel } from '../model/builtModel';
import { sizeOf } from '../model/variables';

/**
 * Copies of the trained weights that a step takes at its peak: gradients, slots, temporaries, and what
 * waits for the garbage collector. Measured on wasm, two kernels of 5 million values: the peak of
 * resident memory less that of an empty process and the copies below.
 */
const STEP_COPIES: Readonly<Record<OptimizerSettings['name'], number>> = {
  sgd: 7,
  momentum: 10,
  adagrad: 10,
  rmsprop: 17,
  adadelta: 16,
  adamax: 16,
  adam: 20,
};

/** The variable, the values before training, after the last epoch and of the step before. */
const KEPT_COPIES = 4;

/** A layer's output is held for the backward pass, beside its gradient and what is between. */
const ACTIVATION_COPIES = 3;
/** A recurrent step holds its gates, their products and states. */
const RECURRENT_COPIES = 12;

export function estimateMemory(
  built: BuiltModel,
  trained: readonly Bound[],
  { data, validation, settings }: TrainRequest,
): MemoryEstimate {
  const bytes = (bound: readonly Bound[]): number =>
    bound.reduce((sum, { variable }) => sum + 4 * sizeOf(variable), 0);
  const weights = (KEPT_COPIES + Number(settings.restoreBest)) * bytes(built.bound);
  const optimizer = STEP_COPIES[settings.optimizer.name] * bytes(trained);
  const activations = Math.min(settings.batchSize, data.rows) * bytesPerRow(built);
  const held = [data, validation].reduce(
    (sum, set) => sum + [...(set?.inputs ?? []), ...(set?.targets ?? [])].reduce(addColumn, 0),
    0,
  );
  return { bytes: weights + optimizer + activations + held, weights, optimizer, activations };
}

function addColumn(sum: number, { values }: Column): number {
  return 'file' in values ? sum : sum + values.byteLength;
}

/** Outputs of all layers for one row; an axis that only the data tells counts as 1. */
function bytesPerRow({ layers }: BuiltModel): number {
  let values = 0;
  for (const layer of layers.values()) {
    for (const node of layer.inboundNodes) {
      for (const shape of node.outputShapes as (number | null)[][]) {
        values += ACTIVATION_COPIES * product(shape.slice(1));
      }
      if (!('cell' in layer)) continue;
      const units = (layer as unknown as { cell: { units?: number } }).cell.units ?? 0;
      for (const input of node.inputShapes as (number | null)[][])
        values += RECURRENT_COPIES * units * (input[1] ?? 1);
    }
  }
  return 4 * values;
}

function product(shape: readonly (number | null)[]): number {
  return shape.reduce<number>((all, size) => all * (size ?? 1), 1);
}

/** @throws ModelMismatchError with what would help, where training would need more than there may be. */
export function checkMemory(
  estimate: MemoryEstimate,
  limit: number,
  backend: BackendName,
  { optimizer, batchSize }: TrainRequest['settings'],
): void {
  const most = allowedMemory(limit, backend);
  if (estimate.bytes <= most) return;
  const advice =
    estimate.activations > estimate.weights + estimate.optimizer
      ? `a batch size below ${batchSize}`
      : optimizer.name === 'sgd'
        ? 'freezing the largest layers'
        : 'the optimizer SGD, or freezing the largest layers';
  throw new ModelMismatchError(
    `Training would take about ${gigabytes(estimate.bytes)} GB of memory, more than the ${gigabytes(most)} GB allowed. Try ${advice}.`,
  );
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
