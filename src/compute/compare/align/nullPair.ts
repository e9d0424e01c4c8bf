import type { TensorLanes } from '../../../core/align/unitPlan';
import { type Draw, drawing } from '../../../core/model/initializers/draw';
import type { Initializer } from '../../../core/model/initializers/initializer';
import { initializerOf } from '../../../core/model/initializers/initializerOf';
import { checkOrthogonal } from '../../../core/model/initializers/orthogonal';
import { Random } from '../../../core/model/initializers/random';
import type { Model, Weight } from '../../../core/model/model';
import { MOST_OF_PLAIN_LOOPS, type Turn } from '../../turns';
import type { ReadPair } from './pairValues';

/** What Keras takes for kernels where nothing is said. */
const GLOROT: Initializer = {
  kind: 'scaling',
  scale: 1,
  mode: 'fan_avg',
  distribution: 'uniform',
};

/**
 * How a weight begins as its layer's config says; undefined where that does not tell. A kernel of one
 * value throughout is taken for what a tool wrote that set the values itself: no net learns from that.
 */
export function beginning(model: Model, weight: Weight): Initializer | undefined {
  const initializer = initializerOf(model, weight)?.initializer;
  const { shape } = weight;
  if (initializer?.kind === 'constant' && shape.length > 1) return undefined;
  if (initializer?.kind === 'identity' && shape.length !== 2) return undefined;
  if (initializer?.kind !== 'orthogonal') return initializer;
  try {
    checkOrthogonal(weight.name, shape);
    return initializer;
  } catch {
    // Too large to be drawn so, and drawing it otherwise is as good for a null.
    return undefined;
  }
}

/** Two nets of the shape of B that were just initialised, the same again for the same seed. */
export function nullPair(model: Model, seed: number, turn: Turn): ReadPair {
  return async ({ weight }: TensorLanes) => {
    const [a, b] = [new Float32Array(weight.size), new Float32Array(weight.size)];
    for (const [side, values] of [a, b].entries()) {
      const random = Random.from(seed, 2 * weight.index + side);
      const initializer = beginning(model, weight) ?? GLOROT;
      const draw: Draw = await drawing(initializer, weight.shape, random, turn, () => undefined);
      for (let i = 0; i < values.length; i++) {
        values[i] = draw(i);
        if (i % MOST_OF_PLAIN_LOOPS === 0) await turn();
      }
    }
    return { a, b };
  };
}
