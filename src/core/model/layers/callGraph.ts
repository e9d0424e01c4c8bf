import { quote, type Problems } from '../problems';
import type { LayerDraft } from './layerDraft';
import type { TensorRef } from './tensorRefs';

/** One application of a layer. A shared layer has several, which may feed each other. */
export interface Call {
  readonly layer: LayerDraft;
  /** Which call of this layer, from 0. */
  readonly number: number;
  readonly inputs: readonly { readonly call: number; readonly tensor: number }[];
}

export interface CallGraph {
  readonly calls: readonly Call[];
  /** Positions in `calls`, each after all that feed it. Calls on or behind a circle are missing. */
  readonly order: readonly number[];
  /** Position in `calls`, or undefined if the model has no such call. */
  readonly find: (ref: TensorRef) => number | undefined;
}

/** Enough names to find a circle by; one may run through thousands of layers. */
const NAMED_IN_CIRCLE = 5;

/**
 * The calls of a functional model. Reports layers that are fed by an unknown layer and circles of
 * layers: TensorFlow.js loops for ever on both (Container.fromConfig).
 */
export function callGraph(model: LayerDraft, problems: Problems): CallGraph {
  const firstCall = new Map<LayerDraft, number>();
  let count = 0;
  for (const layer of model.children) {
    firstCall.set(layer, count);
    count += layer.calls;
  }
  const offsets = modelOffsets(model);
  const find = (ref: TensorRef): number | undefined => {
    const layer = model.byName.get(ref.layer);
    const first = layer && firstCall.get(layer);
    if (layer === undefined || first === undefined) return undefined;
    const number = Math.max(0, ref.call - (offsets.get(layer) ?? 0));
    return number < layer.calls ? first + number : undefined;
  };

  const calls: Call[] = [];
  for (const layer of model.children) {
    const { applications } = layer;
    for (let number = 0; number < layer.calls; number++) {
      const inputs: { call: number; tensor: number }[] = [];
      for (const ref of applications[number] ?? []) {
        const call = find(ref);
        if (call !== undefined) inputs.push({ call, tensor: ref.tensor });
        else if (ref.certain) problems.add(unknownInput(model, layer, ref));
      }
      calls.push({ layer, number, inputs });
    }
  }
  for (const ref of [...model.inputRefs, ...model.outputRefs]) {
    if (find(ref) === undefined) {
      problems.add(
        `The model ${quote(model.name)} names ${quote(ref.layer)} among its inputs or outputs, but has no such layer.`,
      );
    }
  }
  const order = sorted(calls);
  if (order.length < calls.length) problems.add(circle(calls, new Set(order)));
  return { calls, order, find };
}

/**
 * A nested model's call 0 is its own build, so the model around it counts from 1 (`kept_nodes = 1`
 * in Keras and TensorFlow.js); Keras 3 does so for functional models only. The highest call that
 * is referred to tells which.
 */
function modelOffsets(model: LayerDraft): Map<LayerDraft, number> {
  const offsets = new Map<LayerDraft, number>();
  const look = (ref: TensorRef): void => {
    const layer = model.byName.get(ref.layer);
    if (layer?.isModel && ref.call >= layer.calls) offsets.set(layer, 1);
  };
  for (const layer of model.children) for (const call of layer.applications) call.forEach(look);
  model.outputRefs.forEach(look);
  return offsets;
}

function unknownInput(model: LayerDraft, layer: LayerDraft, ref: TensorRef): string {
  return model.byName.has(ref.layer)
    ? `Layer ${quote(layer.name)} takes call ${ref.call} of layer ${quote(ref.layer)} as input, but that layer is not called so often.`
    : `Layer ${quote(layer.name)} takes layer ${quote(ref.layer)} as input, but the model has no layer of that name.`;
}

/** Kahn's algorithm. */
function sorted(calls: readonly Call[]): number[] {
  const waiting = calls.map((call) => call.inputs.length);
  const feeds: number[][] = calls.map(() => []);
  calls.forEach((call, i) => call.inputs.forEach((input) => feeds[input.call]?.push(i)));
  const order: number[] = [];
  waiting.forEach((inputs, i) => inputs === 0 && order.push(i));
  for (const done of order) {
    for (const next of feeds[done] ?? []) {
      const left = (waiting[next] ?? 0) - 1;
      waiting[next] = left;
      if (left === 0) order.push(next);
    }
  }
  return order;
}

function circle(calls: readonly Call[], sound: ReadonlySet<number>): string {
  let at = calls.findIndex((_, i) => !sound.has(i));
  const path: number[] = [];
  const seen = new Map<number, number>();
  // Every call left over has an input that is left over too, so walking back must close a circle.
  while (!seen.has(at)) {
    seen.set(at, path.length);
    path.push(at);
    at = calls[at]?.inputs.find((input) => !sound.has(input.call))?.call ?? at;
  }
  const names = path
    .slice(seen.get(at))
    .reverse()
    .map((call) => quote(calls[call]?.layer.name ?? ''));
  const shown = names.slice(0, NAMED_IN_CIRCLE).join(' → ');
  const rest = names.length > NAMED_IN_CIRCLE ? ` → … (${names.length} layers)` : '';
  return `Layers feed each other in a circle, so this model cannot be run: ${shown}${rest} → ${names[0] ?? ''}.`;
}
