import type * as tfjs from '@tensorflow/tfjs';
import { quote } from '../../core/model/problems';
import type { NotFinite } from '../../protocol/training';
import type { Batch } from '../data/openDataset';
import type { BuiltModel } from '../model/builtModel';
import type { Bound } from '../model/bindVariables';

export interface Where {
  readonly step: number;
  /** Counted from 1. */
  readonly epoch: number;
  /** Steps looked at lie this far apart, so that the first bad one may be any of them. */
  readonly interval: number;
  readonly learningRate: number;
  /** The epoch whose weights are kept. */
  readonly keptEpoch: number;
}

export function badGradient(bound: Bound, where: Where): NotFinite {
  return report(where, 'gradient', bound, `the gradient of ${nameOf(bound)}`);
}

export function badWeight(bound: Bound, where: Where): NotFinite {
  return report(where, 'weight', bound, nameOf(bound));
}

/**
 * The loss is not finite: names the first layer whose output is not, and else the weight with the
 * largest values, since then the loss itself overflowed.
 */
export function badLoss(built: BuiltModel, batch: Batch, where: Where): NotFinite {
  const layer = firstBadLayer(built, batch);
  if (layer !== undefined) {
    const bound = built.bound.find((candidate) => candidate.layer === layer);
    const what = `the output of layer ${quote(layer.name)}`;
    return report(where, 'output', bound, what, layer.name);
  }
  const bound = largest(built.bound);
  const what =
    bound === undefined ? 'the loss' : `the loss, with the largest weights in ${nameOf(bound)},`;
  return report(where, 'loss', bound, what);
}

function report(
  { step, epoch, interval, learningRate, keptEpoch }: Where,
  found: NotFinite['found'],
  bound: Bound | undefined,
  what: string,
  layer = bound?.layer.name ?? '',
): NotFinite {
  const when =
    interval === 1
      ? `step ${step}`
      : `one of the steps ${Math.max(1, step - interval + 1)} to ${step}`;
  const kept =
    keptEpoch === 0
      ? 'The weights are again as they were before training.'
      : `The weights of epoch ${keptEpoch} are kept.`;
  return {
    message:
      `Training stopped at ${when} (epoch ${epoch}): ${what} is no longer a finite number. ${kept} ` +
      `Try a learning rate below ${learningRate}, and check the data for very large values.`,
    step,
    epoch,
    found,
    layer,
    weight: bound?.weight?.index ?? null,
  };
}

function nameOf({ weight, variable, layer }: Bound): string {
  return `${quote(weight?.name ?? variable.originalName)} of layer ${quote(layer.name)}`;
}

/** Runs the layers one after another in inference mode; only called once, when training has failed. */
function firstBadLayer(built: BuiltModel, batch: Batch): tfjs.layers.Layer | undefined {
  const { layersModel } = built;
  const values = new Map<number, tfjs.Tensor>();
  layersModel.inputs.forEach((symbolic, i) => {
    const tensor = batch.inputs[i];
    if (tensor !== undefined) values.set(symbolic.id, tensor);
  });
  // Layers stand in an order in which each comes after all that feed it, but for shared ones.
  for (const layer of layersModel.layers) {
    if (layer.getClassName() === 'InputLayer') continue;
    for (const node of layer.inboundNodes) {
      const inputs = node.inputTensors.map(({ id }) => values.get(id));
      if (inputs.length === 0 || inputs.includes(undefined)) continue;
      const given = inputs as tfjs.Tensor[];
      const [only] = given;
      const out = layer.apply(given.length === 1 && only !== undefined ? only : given, {
        training: false,
      }) as tfjs.Tensor | tfjs.Tensor[];
      const outputs = Array.isArray(out) ? out : [out];
      if (outputs.some((output) => !allFinite(output.dataSync() as Float32Array))) return layer;
      node.outputTensors.forEach(({ id }, i) => {
        const output = outputs[i];
        if (output !== undefined) values.set(id, output);
      });
    }
  }
  return undefined;
}

function allFinite(values: Float32Array): boolean {
  return values.every((value) => Number.isFinite(value));
}

function largest(bound: readonly Bound[]): Bound | undefined {
  let found: Bound | undefined;
  let size = -1;
  for (const candidate of bound) {
    for (const value of candidate.variable.read().dataSync()) {
      if (Math.abs(value) <= size) continue;
      size = Math.abs(value);
      found = candidate;
    }
  }
  return found;
}
