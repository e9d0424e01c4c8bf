import { channelsFirst } from '../../model/shapes/shape';
import { type LayerCall, Refused } from '../layerCall';
import type { Flow, Lanes } from '../lanes';

/**
 * Follows the units through one call of a layer: says which of them each axis of its weights runs over,
 * and where they lie in what it gives. @throws Refused where that cannot be told.
 */
export type LayerRule = (call: LayerCall) => Flow;

export function followed(lanes: Lanes | undefined): Lanes {
  if (lanes === undefined) throw new Refused('holds the units in too many places');
  return lanes;
}

export function flow({ outputShape }: LayerCall, axis: number, lanes: Lanes): Flow {
  return { shape: outputShape, axis, lanes };
}

export function channelAxis({ config }: LayerCall, rank: number): number {
  return channelsFirst(config) ? 1 : rank + 1;
}
