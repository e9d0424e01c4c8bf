import { asString, isObject, property, type Json } from '../../json';
import type { Manifest, WeightEntry } from '../../format/weightEntry';
import type { Model, ModelNode, Weight } from '../model';
import { deriveOutputShapes } from '../outputShapes';
import { quote, type Problems } from '../problems';
import { meaningInLayer, meaningOfSlot, lastToken } from '../roles';
import { weightsOnly } from '../weightsOnly';
import { callGraph, type CallGraph } from './callGraph';
import type { LayerDraft } from './layerDraft';
import { weightMatcher, type Placement } from './matchWeights';
import { readLayers } from './readLayers';

export type ModelParts = Pick<Model, 'name' | 'className' | 'nodes' | 'weights'>;

/** Layers, weights and shapes of a Keras topology, bare or wrapped in `model_config`. */
export function readLayersModel(
  modelConfig: Json,
  manifest: Manifest,
  problems: Problems,
): ModelParts {
  const tree = readLayers(modelConfig, problems);
  const { root, layers } = tree;
  const name = asString(property(property(modelConfig, 'config'), 'name'));
  const className = root.className === '' ? 'Model' : root.className;
  if (layers.length === 0) {
    problems.add(
      `The model of class ${quote(className)} does not store its layers, so weights are arranged by their names.`,
    );
    return { ...weightsOnly(manifest), name, className };
  }
  const graphs = new Map<LayerDraft, CallGraph>();
  for (const layer of [root, ...layers]) {
    if (layer.isModel && !layer.isSequential) graphs.set(layer, callGraph(layer, problems));
  }
  deriveOutputShapes(root, graphs);
  const match = weightMatcher(tree);
  const weights = manifest.entries.map((entry) =>
    entry.variableGroup === 'optimizer' ? optimizerSlot(entry) : placed(entry, match(entry.name)),
  );
  return { name, className, nodes: layers.map(nodeOf), weights };
}

function placed(entry: WeightEntry, place: Placement | 'optimizer' | undefined): Weight {
  if (place === 'optimizer') return optimizerSlot(entry);
  if (place === undefined) {
    return { ...entry, ...meaningInLayer('', lastToken(entry.name), entry.shape), node: -1 };
  }
  const { layer, key } = place;
  const known = meaningInLayer(layer.className, key, entry.shape);
  const trainable = known.trainable && layer.trainable;
  return { ...entry, ...known, node: layer.index, trainable };
}

function optimizerSlot(entry: WeightEntry): Weight {
  const known = meaningOfSlot(entry.name, entry.shape);
  return { ...entry, ...known, node: -1, variableGroup: 'optimizer' };
}

function nodeOf(layer: LayerDraft): ModelNode {
  const { outputs } = layer;
  return {
    index: layer.index,
    kind: layer.isModel ? 'model' : 'layer',
    name: layer.name,
    className: layer.className,
    parent: layer.parent?.index ?? -1,
    outputShape: outputs?.length === 1 ? outputs[0] : outputs,
    trainable: layer.trainable,
    calls: Math.max(1, layer.calls.length),
    config: layer.config,
    inputs: inputsOf(layer),
  };
}

function inputsOf(layer: LayerDraft): readonly string[] {
  if (layer.calls.length === 0) return layer.before === undefined ? [] : [layer.before];
  const names = new Set<string>();
  for (const call of layer.calls) for (const ref of call) names.add(ref.layer);
  return [...names];
}

/** `model_config` around the model, as the Python converter writes it, or the model itself. */
export function modelConfigOf(topology: Json): Json {
  const inner = property(topology, 'model_config');
  return isObject(inner) ? inner : topology;
}
