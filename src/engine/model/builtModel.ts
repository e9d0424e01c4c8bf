import type * as tfjs from '@tensorflow/tfjs';
import type { Model } from '../../core/model/model';
import { type NormalisedModel, normaliseModel } from '../../core/model/normalise/normaliseModel';
import { ModelMismatchError, messageOf } from '../../core/errors';
import type { Client } from '../../protocol/channel';
import type { LoadedModel, ModelInput, ModelOutput, WeightsApi } from '../../protocol/engine';
import type { Tf } from '../tf';
import { bindVariables, type Bound } from './bindVariables';
import { guardEmbedding, setMode } from './guardLayers';
import { readFloats } from './readValues';
import { live, sizeOf } from './variables';

type Topology = Parameters<Tf['models']['modelFromJSON']>[0];

/** A model of the file, alive in TensorFlow.js. */
export interface BuiltModel {
  readonly source: Model;
  readonly normalised: NormalisedModel;
  readonly layersModel: tfjs.LayersModel;
  readonly bound: readonly Bound[];
  /** By index of `Model.nodes`. */
  readonly layers: ReadonlyMap<number, tfjs.layers.Layer>;
  /** Nodes that run in inference mode also when others train; changed by each run. */
  readonly frozen: Set<number>;
  /** Every BatchNormalization that can normalise by its batch. */
  readonly normalising: readonly tfjs.layers.Layer[];
  /** While on, these normalise by their batch and move their averages, and all else infers. */
  readonly batchStatistics: { on: boolean };
}

/** Builds the layers, all weights zero. @throws ModelFormatError, ModelMismatchError */
export async function buildModel(tf: Tf, source: Model): Promise<BuiltModel> {
  const supported = new Set(Object.keys(tf.serialization.SerializationMap.getMap().classNameMap));
  const normalised = normaliseModel(source, supported);
  // TensorFlow.js changes the config that it is given.
  const topology = structuredClone(normalised.topology) as Topology;
  const made = await asSentence(() => tf.models.modelFromJSON(topology));
  const layersModel = unwrapped(made);
  // The unwrapped one has the layers of a model that comes first in place of that model.
  const { bound, layers } = bindVariables(source, normalised, made);
  const frozen = new Set<number>();
  const normalising: tfjs.layers.Layer[] = [];
  const batchStatistics = { on: false };
  for (const [node, layer] of layers) guard(node, layer);
  return { source, normalised, layersModel, bound, layers, frozen, normalising, batchStatistics };

  function guard(node: number, layer: tfjs.layers.Layer): void {
    const className = layer.getClassName();
    const inference = normalised.notes.get(node)?.inference === true;
    const normalises = className === 'BatchNormalization' && !inference;
    if (normalises) normalising.push(layer);
    if (inference) setMode(layer, () => 'inference');
    else if (normalises)
      setMode(layer, () =>
        batchStatistics.on ? 'training' : frozen.has(node) ? 'inference' : 'asCalled',
      );
    if (className === 'Embedding')
      guardEmbedding(layer, (layer as unknown as { inputDim: number }).inputDim);
  }
}

/** A Sequential keeps the model that does the work, made when first asked for, and hands on only part of it. */
function unwrapped(model: tfjs.LayersModel): tfjs.LayersModel {
  if (model.getClassName() === 'Sequential') model.build([]);
  return (model as tfjs.LayersModel & { readonly model?: tfjs.LayersModel }).model ?? model;
}

/** Fills all variables. @param fraction is told after each. */
export async function fillVariables(
  tf: Tf,
  { bound }: BuiltModel,
  weights: Client<WeightsApi>,
  fraction: (done: number) => void,
): Promise<void> {
  const total = bound.reduce((sum, { variable }) => sum + sizeOf(variable), 0);
  let done = 0;
  for (const { variable, weight, constant } of bound) {
    const values =
      weight === null
        ? new Float32Array(sizeOf(variable)).fill(constant)
        : await readFloats(weights, weight);
    assign(tf, variable, values);
    done += values.length;
    fraction(total === 0 ? 1 : done / total);
  }
}

/** Sets a variable without its constraint, which is for updates alone. */
export function assign(tf: Tf, variable: tfjs.LayerVariable, values: Float32Array): void {
  // A copy: the cpu backend keeps the array that it is given as the tensor itself.
  const tensor = tf.tensor(values.slice(), variable.shape.map(Number), 'float32');
  live(variable).assign(tensor);
  tensor.dispose();
}

export function describe({ source, layersModel, bound }: BuiltModel): LoadedModel {
  const { nodes, weights } = source;
  return {
    inputs: layersModel.inputs.map((tensor) => inputOf(tensor, layersModel)),
    outputs: layersModel.outputs.map(outputOf),
    weights: bound.flatMap(({ weight, node, trainable }) =>
      weight === null
        ? []
        : [
            {
              weight: weight.index,
              name: weight.name,
              layer: nodes[node]?.name ?? '',
              shape: weight.shape,
              trainable,
              frozen: nodes[node]?.trainable === false,
            },
          ],
    ),
    optimizerState: weights.some(({ variableGroup }) => variableGroup === 'optimizer'),
  };
}

function inputOf(tensor: tfjs.SymbolicTensor, model: tfjs.LayersModel): ModelInput {
  const fed = model.layers.find(
    (layer) =>
      layer.getClassName() === 'Embedding' &&
      layer.inboundNodes.some(({ inputTensors }) => inputTensors[0]?.id === tensor.id),
  );
  return {
    name: tensor.sourceLayer.name,
    shape: tensor.shape.slice(1),
    indices: fed === undefined ? null : (fed as unknown as { inputDim: number }).inputDim,
    batch: tensor.shape[0] ?? null,
  };
}

function outputOf(tensor: tfjs.SymbolicTensor): ModelOutput {
  const layer = tensor.sourceLayer as tfjs.layers.Layer & {
    readonly activation?: { getClassName(): string } | null;
    readonly outputs?: readonly tfjs.SymbolicTensor[];
  };
  const inner = layer.outputs?.[0];
  if (inner !== undefined) return { ...outputOf(inner), name: layer.name };
  const own = layer.getClassName() === 'Softmax' ? 'softmax' : layer.activation?.getClassName();
  return { name: layer.name, shape: tensor.shape.slice(1), activation: own ?? null };
}

/** What TensorFlow.js refuses for reasons that were not foreseen here still is a sentence about the model. */
async function asSentence<Result>(build: () => Promise<Result>): Promise<Result> {
  try {
    return await build();
  } catch (error) {
    const [line = ''] = messageOf(error).split('\n');
    throw new ModelMismatchError(`TensorFlow.js cannot build this model: ${line}`);
  }
}
