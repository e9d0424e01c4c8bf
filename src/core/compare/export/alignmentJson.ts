import type { AlignedComparison, AlignedDifferences, OutputCheck } from '../../align/alignment';
import { TOLERANCE } from '../../align/functionCheck';
import type { TensorDifference } from '../tensorDifference';
import { asOne, figures } from './figures';

/** What each name in `alignment` stands for. */
export const ALIGNMENT_DEFINITIONS = {
  before: 'A against B as it is; tensors that reordering changes and that both models have',
  after: 'A against B with its units in the order of A; tensors and failedOn are of B as it is',
  nullBefore: 'before, of two nets of this shape that were just initialised',
  nullAfter: 'after, of the same two nets: what reordering does by itself, to read after against',
  units: 'for layers whose units share one order, how many come to another place',
  kept: 'units that keep their order; refused by what the reason says, or the outputs of the model',
  assumed: 'tensors of which model.json does not say how they begin: the null draws them by Glorot',
  seed: 'of the order in which layers are matched, and of the null',
  functionCheck:
    'largest |f(B) - f(aligned B)| over random rows, and scale, the largest |f(B)|; same where ' +
    'largest is at most tolerance times the larger of 1 and scale; notRun says why there is none',
};

/** The numbers as those of tensors: null with the reason in `missing` where there is none. */
export function alignmentJson({ alignment, check }: AlignedComparison): object {
  const { seed, sweeps, groups, kept, assumed, whole, layers } = alignment;
  return {
    ...{ seed, sweeps, units: groups, kept, assumed },
    whole: each(whole, asOne),
    layers: layers.map(({ name, ...layer }) => ({ layer: name, ...each(layer, asOne) })),
    tensors: layers.flatMap(({ name: layer, tensors }) =>
      tensors.map(({ name, nameInB, shape, ...tensor }) => ({
        ...{ name, nameInB, layer, shape, bitIdentical: tensor.after.changed === 0 },
        ...each(tensor, figures),
      })),
    ),
    functionCheck: checkJson(check),
  };
}

function each(
  { before, after, nullBefore, nullAfter }: AlignedDifferences,
  of: (difference: TensorDifference) => object,
): object {
  return {
    ...{ before: of(before), after: of(after) },
    ...{ nullBefore: of(nullBefore), nullAfter: of(nullAfter) },
  };
}

function checkJson(check: OutputCheck): object {
  if ('notRun' in check) return check;
  const { rows, largest, scale, same, backend } = check;
  const all = { rows, largest, scale, tolerance: TOLERANCE, same, backend };
  if (Number.isFinite(largest)) return all;
  const missing = { largest: 'Where one of them gives a number, the other gives none.' };
  return { ...all, largest: null, missing };
}
