/** Samples that are kept; when there are more, every second one goes. */
const MOST_SAMPLES = 600;

/** Norms of the trained weights at one step, in one order. */
export interface WeightNorms {
  readonly step: number;
  readonly gradient: ArrayLike<number>;
  readonly weight: ArrayLike<number>;
  readonly update: ArrayLike<number>;
}

/** What a step did to each layer, over all its trained weights. */
export interface LayerSample {
  readonly step: number;
  readonly gradient: readonly number[];
  /** ‖change of the step‖ / ‖weights before it‖; null where all weights were zero. */
  readonly ratio: readonly (number | null)[];
}

/** @param layerOf the layer of each trained weight, from 0 to `layers` - 1. */
export function layerSample(
  { step, gradient, weight, update }: WeightNorms,
  layerOf: readonly number[],
  layers: number,
): LayerSample {
  const squares = (norms: ArrayLike<number>): number[] => {
    const sums = new Array<number>(layers).fill(0);
    layerOf.forEach((layer, i) => {
      sums[layer] = (sums[layer] ?? 0) + (norms[i] ?? 0) ** 2;
    });
    return sums;
  };
  const weights = squares(weight);
  return {
    step,
    gradient: squares(gradient).map(Math.sqrt),
    ratio: squares(update).map((moved, layer) => {
      const size = weights[layer] ?? 0;
      return size === 0 ? null : Math.sqrt(moved / size);
    }),
  };
}

/**
 * The samples with one more, the newest always among them; a step that is there already adds none. Once
 * every second has gone, those that come take the place of the newest until they are as far apart as
 * those before: the beginning of a long run stays as dense as its end.
 */
export function withSample(
  samples: readonly LayerSample[],
  sample: LayerSample,
  most = MOST_SAMPLES,
): readonly LayerSample[] {
  if (samples.at(-1)?.step === sample.step) return samples;
  const [first, second] = samples;
  const [before, newest] = samples.slice(-2);
  const isDenser =
    first !== undefined &&
    second !== undefined &&
    before !== undefined &&
    newest !== undefined &&
    newest.step - before.step < second.step - first.step;
  const all = [...(isDenser ? samples.slice(0, -1) : samples), sample];
  return all.length <= most ? all : all.filter((_, i) => i % 2 === 0 || i === all.length - 1);
}
