import type { Model } from '../../core/model/model';

/** Slots that training left behind, which know nothing of injected weights. */
export function hasOptimizer({ weights }: Pick<Model, 'weights'>): boolean {
  return weights.some(({ variableGroup }) => variableGroup === 'optimizer');
}
