import { asArray, asNumber, property } from '../../json';
import { axisOf } from '../../model/shapes/shape';
import { checkActivation, type LayerCall, Refused } from '../layerCall';
import { type Lanes, multiplied } from '../lanes';
import { channelAxis, flow, followed, type LayerRule } from './layerRule';

export const dense: LayerRule = (call) => {
  checkActivation(call.config);
  const kernel = call.kernel('kernel', 2);
  const axis = call.outputShape.length - 1;
  const units = call.units(kernel.shape[1] ?? 0);
  call.claim(kernel, call.lanesOn(axis), units);
  call.claim(call.weight('bias'), units);
  return flow(call, axis, units);
};

export function convolution(rank: number, transposed: boolean): LayerRule {
  return (call) => {
    checkActivation(call.config);
    if ((asNumber(property(call.config, 'groups')) ?? 1) !== 1)
      throw new Refused('convolves channels in groups');
    const kernel = call.kernel('kernel', rank + 2);
    const axis = channelAxis(call, rank);
    const input = call.lanesOn(axis);
    const filters = call.units(kernel.shape[rank + (transposed ? 0 : 1)] ?? 0);
    const space = Array<Lanes>(rank).fill([]);
    call.claim(kernel, ...space, ...(transposed ? [filters, input] : [input, filters]));
    call.claim(call.weight('bias'), filters);
    return flow(call, axis, filters);
  };
}

/** Each channel has its own filters: what it gives is in the order of what it takes. */
export function depthwise(rank: number): LayerRule {
  return (call) => {
    checkActivation(call.config);
    const axis = channelAxis(call, rank);
    const channels = depthwiseKernel(call, rank, axis);
    call.claim(call.weight('bias'), channels);
    return flow(call, axis, channels);
  };
}

export function separable(rank: number): LayerRule {
  return (call) => {
    checkActivation(call.config);
    const axis = channelAxis(call, rank);
    const channels = depthwiseKernel(call, rank, axis);
    const pointwise = call.kernel('pointwise kernel', rank + 2);
    const filters = call.units(pointwise.shape[rank + 1] ?? 0);
    call.claim(pointwise, ...Array<Lanes>(rank).fill([]), channels, filters);
    call.claim(call.weight('bias'), filters);
    return flow(call, axis, filters);
  };
}

function depthwiseKernel(call: LayerCall, rank: number, axis: number): Lanes {
  const kernel = call.kernel('depthwise kernel', rank + 2);
  const input = call.lanesOn(axis);
  call.claim(kernel, ...Array<Lanes>(rank).fill([]), input, []);
  return followed(multiplied(input, kernel.shape[rank + 1] ?? 1));
}

export const batchNormalization: LayerRule = (call) => {
  const { length } = call.outputShape;
  // tf.keras writes the axis as a list of one.
  const stated = property(call.config, 'axis') ?? -1;
  const axis = axisOf(asArray(stated)?.[0] ?? stated, length);
  if (axis === undefined) throw new Refused('does not say which axis it normalises');
  const lanes = call.lanesOn(axis);
  for (const role of ['gamma', 'beta', 'moving mean', 'moving variance'])
    call.claim(call.weight(role), lanes);
  return flow(call, axis, lanes);
};

/** Normalises over the units, whose mean and variance do not know their order. */
export const layerNormalization: LayerRule = (call) => {
  const { length } = call.outputShape;
  const stated = property(call.config, 'axis') ?? -1;
  const axes = (asArray(stated) ?? [stated]).map((axis) => axisOf(axis, length));
  const [axis, ...others] = axes;
  if (axis === undefined || others.length > 0) throw new Refused('normalises over several axes');
  const lanes = call.lanesOn(axis);
  for (const role of ['gamma', 'beta']) call.claim(call.weight(role), lanes);
  return flow(call, axis, lanes);
};

export const prelu: LayerRule = (call) => {
  const { axis, lanes } = call.input;
  const alpha = call.kernel('alpha', call.outputShape.length - 1);
  // A slope that units share has a size of 1 along their axis.
  const isShared = alpha.shape[axis - 1] === 1;
  const axes = alpha.shape.map((_, i): Lanes => (i === axis - 1 && !isShared ? lanes : []));
  call.claim(alpha, ...axes);
  return flow(call, axis, lanes);
};

export const embedding: LayerRule = (call) => {
  if (call.input.lanes.length > 0) throw new Refused('takes units for indices');
  const embeddings = call.kernel('embeddings', 2);
  const units = call.units(embeddings.shape[1] ?? 0);
  call.claim(embeddings, [], units);
  return flow(call, call.outputShape.length - 1, units);
};
