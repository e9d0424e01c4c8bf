import { ModelMismatchError } from '../errors';
import { isArray } from '../json';
import type { CallGraph } from '../model/layers/callGraph';
import type { LayerDraft } from '../model/layers/layerDraft';
import type { LayerTree } from '../model/layers/readLayers';
import { soundTree } from '../model/layers/soundTree';
import type { Model, Weight } from '../model/model';
import { leafShapes } from '../model/outputShapes';
import type { Flow, Lanes } from './lanes';
import { LayerCall, Refused, type WeightLanes } from './layerCall';
import { LAYER_RULES, unknownClass } from './rules/byClass';
import { type Fixed, UnitGroups } from './unitGroups';

/** Units that share one permutation: of one layer, or of several that are added to each other. */
export interface UnitGroup {
  /** Names of the layers that make them. */
  readonly layers: readonly string[];
  readonly units: number;
}

/** Units that keep their order, and why. */
export interface KeptUnits extends Fixed {
  readonly layers: readonly string[];
  /** Null in a layer of which nothing is followed. */
  readonly units: number | null;
}

/** A weight that reordered units change: the lanes of each of its axes, by index of `UnitPlan.groups`. */
export interface TensorLanes {
  readonly weight: Weight;
  readonly axes: readonly Lanes[];
}

/** Which units of a model can be reordered without a change of what it computes. */
export interface UnitPlan {
  readonly groups: readonly UnitGroup[];
  readonly tensors: readonly TensorLanes[];
  /** Those of the outputs among them. */
  readonly fixed: readonly KeptUnits[];
}

/**
 * Linear assignment takes time in the cube of the units (munkres at 2,048: half a second mostly, 13 s at
 * worst) and memory in their square, 32 MB for 2,048.
 */
const MOST_UNITS = 2_048;

/**
 * Follows the units of a LayersModel from layer to layer. Inputs and outputs keep their order; so do
 * units that meet something that is not understood, which is named.
 *
 * @param obstacle Why the units of a weight must stay, as a whole sentence: it cannot be read.
 * @param compared Weights that have a partner to be aligned with.
 * @throws ModelMismatchError where the model has no layers, ModelFormatError where its graph is broken.
 */
export function unitPlan(
  model: Model,
  obstacle: (weight: Weight) => string | undefined,
  compared: (weight: Weight) => boolean,
): UnitPlan {
  if (isArray(model.json) || model.format !== 'layers-model')
    throw new ModelMismatchError(
      'Units can be aligned in models that are made of layers; this file does not say how its weights are connected.',
    );
  const walk = new Walk(model, soundTree(model.json).tree);
  walk.run();
  const { groups, claims, unfollowed } = walk;
  for (const [weight, axes] of claims) {
    const reason = obstacle(weightOf(model, weight));
    if (reason !== undefined) groups.fix(axes.flat(), { kind: 'refused', reason });
  }
  fixTheUseless(model, groups, claims, compared);
  const plan = resolved(model, groups, claims);
  const told = new Set(plan.fixed.map(({ reason }) => reason));
  const untold = [...unfollowed.values()].filter(({ reason }) => !told.has(reason));
  return { ...plan, fixed: [...untold, ...plan.fixed] };
}

/** Too many to assign, or nothing to hold them against. */
function fixTheUseless(
  model: Model,
  groups: UnitGroups,
  claims: WeightLanes,
  compared: (weight: Weight) => boolean,
): void {
  const useful = new Set<number>();
  for (const [weight, axes] of claims)
    if (compared(weightOf(model, weight)))
      for (const { group } of axes.flat()) useful.add(groups.find(group));
  for (const group of groups.roots()) {
    const lanes = [{ group, start: 0, stride: 1 }];
    const units = groups.unitsOf(group);
    if (units > MOST_UNITS) {
      const reason = `${units} units are too many: matching them takes time in the cube of their number, so at most ${MOST_UNITS} are matched.`;
      groups.fix(lanes, { kind: 'refused', reason });
    } else if (!useful.has(group)) {
      const reason = 'No tensor of the other model stands for theirs.';
      groups.fix(lanes, { kind: 'refused', reason });
    }
  }
}

function resolved(model: Model, groups: UnitGroups, claims: WeightLanes): UnitPlan {
  const ids = new Map<number, number>();
  const fixed: KeptUnits[] = [];
  const free: UnitGroup[] = [];
  for (const root of groups.roots()) {
    const group = { layers: groups.layersOf(root), units: groups.unitsOf(root) };
    const why = groups.fixedOf(root);
    if (why === undefined) ids.set(root, free.push(group) - 1);
    else fixed.push({ ...group, ...why });
  }
  const tensors = [...claims]
    .sort(([a], [b]) => a - b)
    .map(([weight, axes]): TensorLanes => ({
      weight: weightOf(model, weight),
      axes: axes.map((lanes) =>
        lanes.flatMap((lane) => {
          const group = ids.get(groups.find(lane.group));
          return group === undefined ? [] : [{ ...lane, group }];
        }),
      ),
    }))
    .filter(({ axes }) => axes.some((lanes) => lanes.length > 0));
  return { groups: free, tensors, fixed };
}

function weightOf({ weights }: Model, index: number): Weight {
  const weight = weights[index];
  if (weight === undefined) throw new RangeError(`The model has no weight ${index}.`);
  return weight;
}

/** What nothing is known of keeps its order. */
function still(shape: Flow['shape']): Flow {
  return { shape, axis: (shape?.length ?? 1) - 1, lanes: [] };
}

class Walk {
  readonly groups = new UnitGroups();
  readonly claims: WeightLanes = new Map();
  /** Layers with weights that are refused: told of where no unit that meets there is. */
  readonly unfollowed = new Map<LayerDraft, KeptUnits>();
  private readonly made = new Map<LayerDraft, number>();
  private readonly weights = new Map<number, Weight[]>();

  constructor(
    model: Model,
    private readonly tree: LayerTree,
  ) {
    for (const weight of model.weights) {
      if (weight.variableGroup === 'optimizer') continue;
      const known = this.weights.get(weight.node);
      if (known === undefined) this.weights.set(weight.node, [weight]);
      else known.push(weight);
    }
  }

  run(): void {
    const { root } = this.tree;
    const reason = 'The model gives them out.';
    for (const { lanes } of this.model(root, []))
      this.groups.fix(lanes, { kind: 'output', reason });
  }

  private model(draft: LayerDraft, inputs: readonly Flow[]): readonly Flow[] {
    const graph = this.tree.graphs.get(draft);
    if (graph !== undefined) return this.graph(draft, graph, inputs);
    let flows = inputs;
    for (const layer of draft.children) flows = this.layer(layer, flows);
    return flows;
  }

  private graph(draft: LayerDraft, graph: CallGraph, inputs: readonly Flow[]): readonly Flow[] {
    const { calls, order, find } = graph;
    const results: (readonly Flow[])[] = calls.map(() => []);
    const given = new Map<number, Flow>();
    draft.inputRefs.forEach((ref, i) => {
      const [call, flow] = [find(ref), inputs[i]];
      if (call !== undefined && flow !== undefined) given.set(call, flow);
    });
    for (const position of order) {
      const call = calls[position];
      if (call === undefined) continue;
      const own = given.get(position);
      const flows = call.inputs.map(
        (input) => results[input.call]?.[input.tensor] ?? still(undefined),
      );
      results[position] = own === undefined ? this.layer(call.layer, flows) : [own];
    }
    return draft.outputRefs.map(
      (ref) => results[find(ref) ?? -1]?.[ref.tensor] ?? still(undefined),
    );
  }

  private layer(layer: LayerDraft, inputs: readonly Flow[]): readonly Flow[] {
    if (layer.isModel) return this.model(layer, inputs);
    if (layer.className === 'InputLayer') return inputs.length > 0 ? inputs : stated(layer);
    const shapes = inputs.flatMap(({ shape }) => (shape === undefined ? [] : [shape]));
    const isKnown = inputs.length > 0 && shapes.length === inputs.length;
    const outputs = leafShapes(layer, isKnown ? shapes : undefined);
    const weights = this.weights.get(layer.index) ?? [];
    const call = new LayerCall(
      layer,
      inputs.length > 0 ? inputs : [still(undefined)],
      outputs?.[0],
      weights,
      this.groups,
      this.claims,
      this.made,
    );
    try {
      const rule = LAYER_RULES.get(layer.className);
      if (rule === undefined) throw new Refused(unknownClass(layer.className));
      const flow = rule(call);
      call.checkClaims();
      return [flow];
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const reason = call.refuse(error.message);
      if (weights.length > 0)
        this.unfollowed.set(layer, { layers: [layer.name], units: null, kind: 'refused', reason });
      return (outputs ?? [undefined]).map(still);
    }
  }
}

function stated(layer: LayerDraft): readonly Flow[] {
  return (leafShapes(layer, undefined) ?? [undefined]).map(still);
}
