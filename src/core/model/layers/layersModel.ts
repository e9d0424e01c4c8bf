import { asString, isObject, property, type JsonObject } from '../../json';
import type { Manifest, WeightEntry } from '../../format/weightEntry';
import type { Model, Weight } from '../model';
import { quote, type Problems } from '../problems';
import { specByName, specInLayer } from '../roles';
import { optimizerSlot, weightOf } from '../weightOf';
import { weightsOnly } from '../weightsOnly';
import { weightMatcher, type Placement } from './matchWeights';
import { readLayers } from './readLayers';

export type ModelParts = Pick<Model, 'name' | 'className' | 'nodes' | 'weights'>;

/** Layers, weights and shapes of a Keras topology, bare or wrapped in `model_config`. */
export function readLayersModel(
  modelConfig: JsonObject,
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
  const match = weightMatcher(tree);
  const weights = manifest.entries.map((entry) =>
    entry.variableGroup === 'optimizer' ? optimizerSlot(entry) : placed(entry, match(entry.name)),
  );
  return { name, className, nodes: layers, weights };
}

function placed(entry: WeightEntry, place: Placement | 'optimizer' | undefined): Weight {
  if (place === 'optimizer') return optimizerSlot(entry);
  if (place === undefined) return weightOf(entry, specByName(entry.name), -1, true);
  const { layer, key } = place;
  return weightOf(entry, specInLayer(layer.className, key), layer.index, layer.trainable);
}

/** `model_config` around the model, as the Python converter writes it, or the model itself. */
export function modelConfigOf(topology: JsonObject): JsonObject {
  const inner = property(topology, 'model_config');
  return isObject(inner) ? inner : topology;
}
