import { property } from '../json';
import type { CallGraph } from './layers/callGraph';
import type { LayerDraft } from './layers/layerDraft';
import { CONVOLUTION_SHAPES } from './shapes/convolution';
import { CORE_SHAPES } from './shapes/core';
import { MERGE_SHAPES } from './shapes/merge';
import { POOLING_SHAPES } from './shapes/pooling';
import { RECURRENT_SHAPES } from './shapes/recurrent';
import { possible, shapeFrom, type Shape, type ShapeRule } from './shapes/shape';

type Shapes = readonly Shape[];

const RULES: ReadonlyMap<string, ShapeRule> = new Map(
  Object.entries({
    ...CORE_SHAPES,
    ...CONVOLUTION_SHAPES,
    ...POOLING_SHAPES,
    ...RECURRENT_SHAPES,
    ...MERGE_SHAPES,
  }),
);

/**
 * Works out output shapes as far as the configs tell, as Keras' and TensorFlow.js'
 * `computeOutputShape` do: those of the given layer and of all that stand before it. Few rows of a
 * large model are looked at, mostly the first. Each nested model and wrapper is gone through once,
 * however often it is called.
 */
export function outputShapeDeriver(
  root: LayerDraft,
  graphs: ReadonlyMap<LayerDraft, CallGraph>,
): (layer: LayerDraft) => void {
  const done = new Map<
    LayerDraft,
    { readonly key: string; readonly outputs: Shapes | undefined }
  >();
  let derived = 0;
  let current: Shapes | undefined;
  return ({ index }) => {
    if (graphs.has(root)) {
      if (derived === 0) outputsOfModel(root, undefined);
      derived = root.children.length;
      return;
    }
    for (; derived < root.children.length; derived++) {
      const next = root.children[derived];
      if (next === undefined || next.index > index) return;
      current = outputsOf(next, current);
    }
  };

  function outputsOf(layer: LayerDraft, inputs: Shapes | undefined): Shapes | undefined {
    if (layer.children.length === 0 && !layer.isModel)
      return keep(layer, leafShapes(layer, inputs));
    const key = JSON.stringify(inputs ?? null);
    const before = done.get(layer);
    if (before !== undefined) return before.key === key ? before.outputs : undefined;
    const outputs = layer.isModel
      ? outputsOfModel(layer, inputs)
      : possible(wrapper(layer, inputs));
    done.set(layer, { key, outputs });
    return keep(layer, outputs);
  }

  function outputsOfModel(model: LayerDraft, inputs: Shapes | undefined): Shapes | undefined {
    const graph = graphs.get(model);
    return graph ? outputsOfGraph(model, graph, inputs) : outputsOfChain(model, inputs);
  }

  function outputsOfChain(model: LayerDraft, inputs: Shapes | undefined): Shapes | undefined {
    let current = inputs;
    for (const layer of model.children) current = outputsOf(layer, current);
    return current;
  }

  function outputsOfGraph(
    model: LayerDraft,
    { calls, order, find }: CallGraph,
    inputs: Shapes | undefined,
  ): Shapes | undefined {
    const given = new Map<number, Shapes>();
    model.inputRefs.forEach((ref, i) => {
      const call = find(ref);
      const shape = inputs?.[i];
      if (call !== undefined && shape !== undefined) given.set(call, [shape]);
    });
    const results = new Array<Shapes | undefined>(calls.length).fill(undefined);
    for (const position of order) {
      const call = calls[position];
      if (call === undefined) continue;
      const own = given.get(position);
      const sources = call.inputs.map((input) => results[input.call]?.[input.tensor]);
      const known = sources.every((shape) => shape !== undefined) ? sources : undefined;
      results[position] = own
        ? keep(call.layer, own)
        : outputsOf(call.layer, sources.length === 0 ? undefined : known);
    }
    const outputs = model.outputRefs.map((ref) => results[find(ref) ?? -1]?.[ref.tensor]);
    return outputs.every((shape) => shape !== undefined) ? outputs : undefined;
  }

  function wrapper(layer: LayerDraft, inputs: Shapes | undefined): Shapes | undefined {
    const [input] = inputs ?? statedInputs(layer) ?? [];
    const [inner, backward] = layer.children;
    if (inner === undefined || input === undefined) return undefined;
    if (layer.className === 'TimeDistributed') {
      const [batch = null, time = null, ...rest] = input;
      return outputsOf(inner, [[batch, ...rest]])?.map((shape) => [batch, time, ...shape.slice(1)]);
    }
    if (layer.className === 'Bidirectional') {
      const forward = outputsOf(inner, [input]);
      if (backward !== undefined) outputsOf(backward, [input]);
      return forward && bothWays(forward, property(layer.config, 'merge_mode'));
    }
    return leafShapes(layer, [input]);
  }
}

function bothWays([output, ...states]: Shapes, mergeMode: unknown): Shapes | undefined {
  if (output === undefined) return undefined;
  const last = output.at(-1) ?? null;
  if (mergeMode === null) return [output, ...states, output, ...states];
  const joined = mergeMode === 'concat' || mergeMode === undefined;
  const merged = joined ? output.with(-1, last === null ? null : last * 2) : output;
  return [merged, ...states, ...states];
}

/** Output shapes of a layer that holds no others; without inputs of those that its config states. */
export function leafShapes(layer: LayerDraft, inputs: Shapes | undefined): Shapes | undefined {
  const [first, ...others] = inputs ?? statedInputs(layer) ?? [];
  if (first === undefined) return undefined;
  if (layer.className === 'InputLayer') return [first];
  return possible(RULES.get(layer.className)?.(layer.config, [first, ...others]));
}

/** The input shape that the layer itself tells: Keras 2 and 3 on first layers, Keras 3 on all that were built. */
function statedInputs(layer: LayerDraft): Shapes | undefined {
  const stated =
    shapeFrom(property(layer.config, 'batch_input_shape')) ??
    shapeFrom(property(layer.config, 'batch_shape')) ??
    shapeFrom(layer.builtFor);
  if (stated !== undefined) return [stated];
  const perExample = shapeFrom(property(layer.config, 'input_shape'));
  if (perExample !== undefined) return [[null, ...perExample]];
  return layer.className === 'Embedding' ? [[null, null]] : undefined;
}

/** The first call's shapes are the layer's. */
function keep(layer: LayerDraft, outputs: Shapes | undefined): Shapes | undefined {
  layer.outputs ??= outputs;
  return outputs;
}
