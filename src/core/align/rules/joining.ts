import { property } from '../../json';
import { axisOf } from '../../model/shapes/shape';
import { Refused } from '../layerCall';
import { joined } from '../lanes';
import { flow, followed, type LayerRule } from './layerRule';

/** Element by element: the units of all inputs are the same. */
export const elementwise: LayerRule = (call) => {
  const rank = call.outputShape.length;
  const axis = call.inputs.find(({ lanes }) => lanes.length > 0)?.axis;
  if (axis === undefined) return flow(call, rank - 1, []);
  if (call.inputs.some(({ shape }) => shape?.length !== rank))
    throw new Refused('joins inputs of different ranks');
  // An input of size 1 is the same for all units.
  const [first = [], ...others] = call.inputs
    .filter(({ shape }) => shape?.[axis] !== 1)
    .map((input) => call.lanesOn(axis, input));
  for (const lanes of others) call.tie(first, lanes);
  return flow(call, axis, first);
};

export const concatenate: LayerRule = (call) => {
  const axis = axisOf(property(call.config, 'axis') ?? -1, call.outputShape.length);
  if (axis === undefined) throw new Refused('does not say along which axis it joins');
  const units = call.inputs.find(({ lanes }) => lanes.length > 0)?.axis ?? axis;
  const all = call.inputs.map((input) => ({
    lanes: call.lanesOn(units, input),
    size: input.shape?.[axis] ?? NaN,
  }));
  if (units !== axis) {
    const [first = [], ...others] = all.map(({ lanes }) => lanes);
    for (const lanes of others) call.tie(first, lanes);
    return flow(call, units, first);
  }
  // The last size is not needed.
  if (all.slice(0, -1).some(({ size }) => Number.isNaN(size)))
    throw new Refused('joins inputs of unknown sizes');
  return flow(call, axis, followed(joined(all)));
};
