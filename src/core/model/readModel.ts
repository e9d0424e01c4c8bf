import {
  asArray,
  asObject,
  asString,
  isArray,
  isObject,
  property,
  type Json,
  type JsonObject,
} from '../json';
import { holdsTooManyValues, MAX_JSON_VALUES } from '../format/jsonBulk';
import { parseManifest } from '../format/parseManifest';
import { parseModelJson } from '../format/parseModelJson';
import type { Manifest } from '../format/weightEntry';
import { readGraphModel } from './graph/graphModel';
import { modelConfigOf, readLayersModel, type ModelParts } from './layers/layersModel';
import type { Model, ModelFormat } from './model';
import { Problems } from './problems';
import { signatureOf } from './summarize';
import { weightsOnly } from './weightsOnly';

/**
 * The model that a model.json (or a bare weights manifest) describes. Reads no shard.
 *
 * What is damaged inside becomes a sentence in `problems`; every weight of the manifest is in
 * `weights`, at its own index, whatever the topology says.
 * @param fileName for the sentences.
 * @throws ModelFormatError if the text is no JSON, NotAModelError if it is some other JSON.
 */
export function readModel(text: string, fileName: string): Model {
  const json = parseModelJson(text, fileName);
  const groups = isArray(json) ? json : property(json, 'weightsManifest');
  const manifest = parseManifest(groups, fileName);
  const problems = new Problems();
  const { format, parts } = readStructure(json, manifest, problems);
  return {
    format,
    ...parts,
    json: isArray(json) ? json.filter(isObject) : (asObject(json) ?? {}),
    manifest,
    problems: [...manifest.problems, ...problems.list()],
  };
}

function readStructure(
  json: Json,
  manifest: Manifest,
  problems: Problems,
): { format: ModelFormat; parts: ModelParts } {
  const topology = topologyOf(property(json, 'modelTopology'), problems);
  if (asArray(property(topology, 'node')) !== undefined) {
    const parts = readGraphModel(topology ?? null, signatureOf(json), manifest, problems);
    return { format: 'graph-model', parts };
  }
  const config = topology === undefined ? undefined : modelConfigOf(topology);
  if (config !== undefined && asString(property(config, 'class_name')) !== undefined) {
    return { format: 'layers-model', parts: readLayersModel(config, manifest, problems) };
  }
  if (topology !== undefined) {
    problems.add(
      'The modelTopology holds neither layers nor a graph, so weights are arranged by their names.',
    );
  }
  const parts = { ...weightsOnly(manifest), name: undefined, className: 'weights only' };
  return { format: 'weights-manifest', parts };
}

/** An object; some tools store it as a string of JSON. */
function topologyOf(json: Json | undefined, problems: Problems): JsonObject | undefined {
  if (isObject(json)) return json;
  if (typeof json === 'string') {
    if (holdsTooManyValues(json)) {
      problems.add(
        `The modelTopology holds more than ${MAX_JSON_VALUES} JSON values, so the layers cannot be shown.`,
      );
      return undefined;
    }
    try {
      return asObject(JSON.parse(json) as Json);
    } catch {
      problems.add(
        'The modelTopology is a string that is not JSON, so the layers cannot be shown.',
      );
    }
  } else if (json !== undefined && json !== null) {
    problems.add('The modelTopology is no JSON object, so the layers cannot be shown.');
  }
  return undefined;
}
