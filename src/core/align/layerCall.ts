import { isObject, property } from '../json';
import type { LayerDraft } from '../model/layers/layerDraft';
import type { Weight } from '../model/model';
import { snakeCase } from '../model/match/autoName';
import { isFloat } from '../model/match/unfit';
import { quote } from '../model/problems';
import type { Shape } from '../model/shapes/shape';
import type { Flow, Lanes } from './lanes';
import type { UnitGroups } from './unitGroups';

/** The lanes of each axis of a weight. */
export type WeightLanes = Map<number, readonly Lanes[]>;

/** Says in the words of `refusal` why a layer's units cannot be followed. */
export class Refused extends Error {}

/** One call of a layer, as the rules of its class see it. */
export class LayerCall {
  constructor(
    readonly layer: LayerDraft,
    readonly inputs: readonly Flow[],
    /** What it gives, without which a rule cannot tell which axis is which. */
    private readonly output: Shape | undefined,
    private readonly weights: readonly Weight[],
    private readonly groups: UnitGroups,
    private readonly claims: WeightLanes,
    /** Of units that the layer makes: the same in each of its calls. */
    private readonly made: Map<LayerDraft, number>,
  ) {}

  get input(): Flow {
    const [input] = this.inputs;
    if (input === undefined) throw new Refused('does not say what feeds it');
    return input;
  }

  get config(): LayerDraft['config'] {
    return this.layer.config;
  }

  get outputShape(): Shape {
    if (this.output === undefined) throw new Refused('does not say what shape it gives');
    return this.output;
  }

  /** Lanes of the input, which must lie on this axis if there are any. */
  lanesOn(axis: number, input = this.input): Lanes {
    if (input.lanes.length > 0 && input.axis !== axis)
      throw new Refused('does not read its input along the axis of the units');
    return input.lanes;
  }

  weight(role: string): Weight | undefined {
    const [weight, second] = this.weights.filter((one) => one.role === role);
    if (second !== undefined) throw new Refused(`has more than one ${role}`);
    if (weight !== undefined && (!isFloat(weight) || weight.dtype === 'complex64'))
      throw new Refused(`keeps its ${role} as ${weight.dtype}`);
    return weight;
  }

  kernel(role: string, rank: number): Weight {
    const kernel = this.weight(role);
    if (kernel?.shape.length !== rank) throw new Refused(`has no ${role} of ${rank} axes`);
    return kernel;
  }

  /** The lane of the units that this layer makes. */
  units(count: number): Lanes {
    if (count < 2) return [];
    const group = this.made.get(this.layer) ?? this.groups.add(this.layer.name, count);
    this.made.set(this.layer, group);
    return [{ group, start: 0, stride: 1 }];
  }

  /** Says which units each axis of a weight runs over; a layer called again must say the same. */
  claim(weight: Weight | undefined, ...axes: readonly Lanes[]): void {
    if (weight === undefined) return;
    for (const [axis, lanes] of axes.entries())
      for (const { group, start, stride } of lanes)
        if (start + (this.groups.unitsOf(group) - 1) * stride >= (weight.shape[axis] ?? 0))
          throw new Refused(`has a ${weight.role} of another shape than its config says`);
    const before = this.claims.get(weight.index);
    if (before === undefined) {
      this.claims.set(weight.index, axes);
      return;
    }
    for (const [axis, lanes] of axes.entries()) this.tie(before[axis] ?? [], lanes);
  }

  /** Units of two flows that meet in this layer are the same, one by one. */
  tie(a: Lanes, b: Lanes): void {
    const reason = refusal(this.layer, 'joins units that have an order with others that lie apart');
    this.groups.tie(a, b, { kind: 'refused', reason });
  }

  /** All weights of the layer must be known, or an unknown one would keep its order. */
  checkClaims(): void {
    const unknown = this.weights.find(({ index }) => !this.claims.has(index));
    if (unknown !== undefined) throw new Refused(`has a weight ${unknown.role}`);
  }

  /** What it takes and all of its weights keep their order. @returns the reason, a sentence. */
  refuse(why: string): string {
    const reason = refusal(this.layer, why);
    const lanes = [
      ...this.inputs.flatMap((input) => input.lanes),
      ...this.weights.flatMap(({ index }) => this.claims.get(index)?.flat() ?? []),
    ];
    this.groups.fix(lanes, { kind: 'refused', reason });
    return reason;
  }
}

function refusal({ name, className }: LayerDraft, why: string): string {
  return `Layer ${quote(name)} (${className}) ${why}, so the units that meet there keep their order.`;
}

/** Those of Keras and TensorFlow.js that treat all units alike: one by one, or all together as softmax does. */
const ACTIVATIONS = new Set(
  'linear relu relu6 leaky_relu elu selu celu gelu silu swish mish sigmoid hard_sigmoid hard_silu hard_swish tanh softplus softsign exponential softmax log_softmax sparsemax'.split(
    ' ',
  ),
);

/** @throws Refused where the activation may tell one unit from another, as `glu` does. */
export function checkActivation(config: LayerDraft['config']): void {
  const stated = property(config, 'activation') ?? 'linear';
  const inner = isObject(stated) ? stated.config : stated;
  const named = typeof inner === 'string' ? inner : property(stated, 'class_name');
  const name = typeof named === 'string' ? named : '';
  if (!ACTIVATIONS.has(snakeCase(name)))
    throw new Refused(`has an activation ${name} that is not known here`);
}
