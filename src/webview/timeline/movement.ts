import type { ComparedStep, Distance, StepResult, TimelineTensor } from '../../protocol/timeline';

/** What distances are told of: the whole model, a layer, or a tensor. */
export interface Part {
  readonly label: string;
  /** Indices of its tensors. */
  readonly tensors: readonly number[];
}

export type From = 'first' | 'previous';

const WHOLE_MODEL = 'Whole model';
const NO_LAYER = 'In no layer';

/** Indices of the tensors of each layer, in the order of the model. */
export function layersOf(
  tensors: readonly TimelineTensor[],
): ReadonlyMap<string, readonly number[]> {
  const layers = new Map<string, number[]>();
  tensors.forEach(({ layerName }, i) => {
    const name = layerName === '' ? NO_LAYER : layerName;
    const own = layers.get(name);
    if (own === undefined) layers.set(name, [i]);
    else own.push(i);
  });
  return layers;
}

/** The whole model and its layers; of a layer, itself and its tensors. */
export function partsOf(tensors: readonly TimelineTensor[], layer: string | null): readonly Part[] {
  const layers = layersOf(tensors);
  if (layer === null) {
    const all = tensors.map((_, i) => i);
    const each = Array.from(layers, ([label, own]) => ({ label, tensors: own }));
    return [{ label: WHOLE_MODEL, tensors: all }, ...each];
  }
  const own = layers.get(layer) ?? [];
  return [{ label: `All of ${layer}`, tensors: own }, ...own.map((i) => single(tensors, i))];
}

/** One tensor by itself. */
export function single(tensors: readonly TimelineTensor[], i: number): Part {
  return { label: tensors[i]?.name ?? '', tensors: [i] };
}

/**
 * ||A - B|| / ||A|| over all values of a part, A being the earlier step; null where A is all zeros and
 * B is not, and for the first step, which has none before it.
 */
export function moved(step: ComparedStep, from: From, { tensors }: Part): number | null {
  if (step.before === null) return from === 'first' ? 0 : null;
  const root = (of: (found: Distance) => number): number =>
    Math.sqrt(tensors.reduce((sum, i) => sum + square(step[from][i], of), 0));
  const distance = root((found) => found.distance);
  const norm = root((found) => found.norm);
  if (distance === 0) return 0;
  return norm > 0 ? distance / norm : null;
}

export function comparedSteps(results: readonly StepResult[]): readonly ComparedStep[] {
  return results.filter((one): one is ComparedStep => 'first' in one);
}

function square(found: Distance | undefined, of: (found: Distance) => number): number {
  return found === undefined ? 0 : of(found) ** 2;
}
