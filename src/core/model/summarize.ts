import { type BoundedJson, boundedJson } from '../boundedJson';
import { asString, property, type Json } from '../json';
import { totalBytes } from '../format/totalBytes';
import { countParameters } from './countParameters';
import type { Model, ModelFormat } from './model';

/**
 * Characters of a part of model.json that are shown: some two hundred screens of text. Longer or very
 * deep JSON could not even be sent to a page.
 */
const MAX_SHOWN_JSON = 100_000;

/** What a header says of a model, from model.json alone. */
export interface ModelSummary {
  readonly format: ModelFormat;
  readonly className: string;
  readonly name: string | null;
  readonly generatedBy: string | null;
  readonly convertedBy: string | null;
  /** Layers of a LayersModel, nested ones included; ops of a GraphModel; 0 if the file tells neither. */
  readonly layerCount: number;
  readonly weightCount: number;
  readonly parameters: number;
  readonly trainableParameters: number;
  /** Of the optimizer's slots, which `parameters` leaves out. */
  readonly optimizerParameters: number;
  /** Bytes of all weights as the manifest tells; strings not counted. */
  readonly bytes: number;
  /** Those of the optimizer's slots among them. */
  readonly optimizerBytes: number;
  /** Parts that are shown as they are stored; null where the file has none. */
  readonly trainingConfig: BoundedJson | null;
  readonly userDefinedMetadata: BoundedJson | null;
  readonly signature: BoundedJson | null;
  readonly problems: readonly string[];
}

export function summarize(model: Model): ModelSummary {
  const json = model.json as Json;
  const { total, trainable, optimizer } = countParameters(model);
  const topology = property(json, 'modelTopology');
  return {
    format: model.format,
    className: model.className,
    name: model.name ?? null,
    generatedBy: asString(property(json, 'generatedBy')) ?? null,
    convertedBy: asString(property(json, 'convertedBy')) ?? null,
    layerCount: countLayers(model),
    weightCount: model.weights.length,
    parameters: total,
    trainableParameters: trainable,
    optimizerParameters: optimizer,
    bytes: totalBytes(model.manifest.entries),
    optimizerBytes: totalBytes(
      model.weights.filter(({ variableGroup }) => variableGroup === 'optimizer'),
    ),
    // TensorFlow.js writes the first, the Python converter passes Keras' own on in the second.
    trainingConfig: shown(
      property(json, 'trainingConfig') ?? property(topology, 'training_config'),
    ),
    userDefinedMetadata: shown(property(json, 'userDefinedMetadata')),
    signature: shown(signatureOf(json)),
    problems: model.problems,
  };
}

/** A GraphModel's signature; the one in `userDefinedMetadata` wins, as in TensorFlow.js' GraphModel. */
export function signatureOf(json: Json): Json | undefined {
  return (
    property(property(json, 'userDefinedMetadata'), 'signature') ?? property(json, 'signature')
  );
}

function shown(part: Json = null): BoundedJson | null {
  return part === null ? null : boundedJson(part, MAX_SHOWN_JSON);
}

function countLayers(model: Model): number {
  let count = 0;
  for (const node of model.nodes) {
    if (node.kind === 'op' || node.kind === 'layer') count++;
  }
  return count;
}
