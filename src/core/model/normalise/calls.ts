import { asArray, isArray, isObject, property, type Json } from '../../json';
import type { CallGraph } from '../layers/callGraph';
import type { LayerDraft } from '../layers/layerDraft';
import type { TensorRef } from '../layers/tensorRefs';
import { cannotRun } from './refuse';

type Inbound = readonly (readonly [string, number, number, Record<string, never>])[];

/** `inbound_nodes` of one layer of a functional model, as TensorFlow.js reads them. */
export function inboundNodes(layer: LayerDraft, graph: CallGraph): readonly Inbound[] {
  checkConstants(layer);
  return graph.calls
    .filter((call) => call.layer === layer && call.inputs.length > 0)
    .map(({ inputs }) =>
      inputs.map(({ call, tensor }) => [...place(graph, call), tensor, {}] as const),
    );
}

/** Tensors that enter or leave a functional model: [[name, call, tensor], …]. */
export function tensorList(refs: readonly TensorRef[], graph: CallGraph): Json {
  return refs.map((ref) => [...place(graph, graph.find(ref) ?? -1), ref.tensor]);
}

/** In TensorFlow.js the first call of a nested model is number 1: number 0 was its own build. */
function place(graph: CallGraph, call: number): readonly [string, number] {
  const found = graph.calls[call];
  if (found === undefined) return ['', 0];
  return [found.layer.name, found.layer.isModel ? found.number + 1 : found.number];
}

/** `x + 1` in Keras 3 is a layer Add with a number among its arguments, which TensorFlow.js would leave out. */
function checkConstants(layer: LayerDraft): void {
  for (const node of nodesOf(layer)) {
    const args = property(node, 'args');
    if (asArray(args)?.some((arg) => typeof arg === 'number') === true)
      throw cannotRun(layer, 'it is called with a number beside its inputs');
  }
}

/** Whether the file pins the layer to inference, as in `base_model(x, training=False)`. */
export function pinnedToInference(layer: LayerDraft): boolean {
  return nodesOf(layer).some((node) => {
    if (isObject(node)) return property(property(node, 'kwargs'), 'training') === false;
    return (
      asArray(node)?.some((ref) => isArray(ref) && property(ref[3], 'training') === false) === true
    );
  });
}

function nodesOf(layer: LayerDraft): readonly Json[] {
  return asArray(property(layer.json, 'inbound_nodes')) ?? [];
}
