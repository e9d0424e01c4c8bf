import { asArray, property } from '../../json';
import { channelsFirst } from '../../model/shapes/shape';
import { checkActivation, Refused } from '../layerCall';
import { type Flow, flattened } from '../lanes';
import { channelAxis, flow, followed, type LayerRule } from './layerRule';

/** Treats every unit like every other. */
export const alike: LayerRule = (call) => flow(call, call.input.axis, call.input.lanes);

export const activation: LayerRule = (call) => {
  checkActivation(call.config);
  return alike(call);
};

/** Moves, joins or repeats positions, not channels. */
export function positions(rank: number): LayerRule {
  return (call) => {
    const axis = channelAxis(call, rank);
    return flow(call, axis, call.lanesOn(axis));
  };
}

export function globalPooling(rank: number): LayerRule {
  return (call) => {
    const axis = channelAxis(call, rank);
    const lanes = call.lanesOn(axis);
    return flow(call, property(call.config, 'keepdims') === true ? axis : 1, lanes);
  };
}

export const flatten: LayerRule = (call) => {
  const { shape, axis, lanes } = call.input;
  if (lanes.length === 0) return flow(call, 1, []);
  const sizes = knownSizes(shape);
  // Channels-first data is transposed before it is flattened.
  const isMoved = channelsFirst(call.config) && sizes.length > 2;
  if (isMoved && axis !== 1) throw new Refused('flattens pictures the other way round');
  const [batch = 1, channels = 1, ...space] = sizes;
  const all = isMoved
    ? flattened(lanes, [batch, ...space, channels], sizes.length - 1)
    : flattened(lanes, sizes, axis);
  return flow(call, 1, followed(all));
};

export const reshape: LayerRule = (call) => {
  const { shape, axis, lanes } = call.input;
  const output = call.outputShape;
  if (lanes.length === 0) return flow(call, output.length - 1, []);
  if (output.length === 2)
    return flow(call, 1, followed(flattened(lanes, knownSizes(shape), axis)));
  const isKept = axis === (shape?.length ?? 0) - 1 && shape?.at(-1) === output.at(-1);
  if (!isKept) throw new Refused('cuts the axis of the units in another way');
  return flow(call, output.length - 1, lanes);
};

export const permute: LayerRule = (call) => {
  const { axis, lanes } = call.input;
  const at = asArray(property(call.config, 'dims'))?.indexOf(axis) ?? -1;
  if (at < 0) throw new Refused('does not say where it moves the axis of the units');
  return flow(call, at + 1, lanes);
};

/** [batch, units] becomes [batch, times, units]. */
export const repeatVector: LayerRule = (call) => flow(call, 2, call.input.lanes);

/** All sizes, 1 for the batch. */
function knownSizes(shape: Flow['shape']): readonly number[] {
  const sizes = shape?.map((size, axis) => (axis === 0 ? 1 : size));
  if (sizes === undefined || sizes.includes(null))
    throw new Refused('takes inputs of unknown sizes');
  return sizes.map((size) => size ?? 1);
}
