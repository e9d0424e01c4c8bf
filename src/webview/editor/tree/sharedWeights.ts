import { computed } from '@preact/signals';
import { shape } from './treeState';

/** Weights that stand under more than one layer. */
export const sharedWeights = computed(() => {
  const seen = new Set<number>();
  const shared = new Set<number>();
  shape.value?.weight.forEach((weight) => {
    if (weight < 0) return;
    if (seen.has(weight)) shared.add(weight);
    seen.add(weight);
  });
  return shared;
});
