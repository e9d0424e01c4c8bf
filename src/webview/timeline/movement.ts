import type { ComparedStep, Distance, StepResult, TimelineTensor } from '../../protocol/timeline';

/** What distances are told of: the whole model, a layer, or a tensor. */
export interface Part {
  readonly label: string;
  /** Indices of its tensors. */
  readonly tensors: readonly number[];
}

export type From = 'first' | 'previous';

export const WHOLE_MODEL = 'Whole model';
const NO_LAYER = 'In no layer';

/** Names of the layers that hold tensors, in the order of the model. */
export function layersOf(tensors: readonly TimelineTensor[]): readonly string[] {
  return [...new Set(tensors.map(layerOf))];
}

/** The whole model and its layers; of a layer, itself and its tensors. */
export function partsOf(tensors: readonly TimelineTensor[], layer: string | null): readonly Part[] {
  const within = (name: string): number[] =>
    tensors.flatMap((tensor, i) => (layerOf(tensor) === name ? [i] : []));
  if (layer === null) {
    const all = tensors.map((_, i) => i);
    const layers = layersOf(tensors).map((name) => ({ label: name, tensors: within(name) }));
    return [{ label: WHOLE_MODEL, tensors: all }, ...layers];
  }
  const own = within(layer);
  return [
    { label: `All of ${layer}`, tensors: own },
    ...own.map((i) => ({ label: tensors[i]?.name ?? '', tensors: [i] })),
  ];
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

function layerOf({ layerName }: TimelineTensor): string {
  return layerName === '' ? NO_LAYER : layerName;
}
