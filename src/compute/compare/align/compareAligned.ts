import type {
  AlignedDifferences,
  AlignedLayer,
  AlignedTensor,
  Alignment,
} from '../../../core/align/alignment';
import type { Permutations } from '../../../core/align/permute';
import type { TensorLanes } from '../../../core/align/unitPlan';
import { rollUp } from '../../../core/compare/tensorDifference';
import type { Model, Weight } from '../../../core/model/model';
import { weightShapeText } from '../../../core/model/rowText';
import type { Turn } from '../../turns';
import { differenceAfter } from './differenceAfter';
import type { ReadPair } from './pairValues';

/** Two nets, and where the units of the second belong. */
export interface Reordered {
  readonly read: ReadPair;
  readonly permutations: Permutations;
}

interface Compared {
  /** A. */
  readonly model: Model;
  /** Weights of A by index of the weight of B. */
  readonly partners: ReadonlyMap<number, Weight>;
  readonly own: Reordered;
  /** The null. */
  readonly idle: Reordered;
  readonly turn: Turn;
  readonly step: (fraction: number) => void;
}

/** Each tensor before and after, of the models and of the null, by layer of A and all as one. */
export async function compareAligned(
  tensors: readonly TensorLanes[],
  { model, partners, own, idle, turn, step }: Compared,
): Promise<Pick<Alignment, 'layers' | 'whole'>> {
  /** By index of the layer in A. */
  const found = new Map<number, AlignedTensor[]>();
  for (const [done, tensor] of tensors.entries()) {
    step(done / tensors.length);
    const { weight } = tensor;
    const partner = partners.get(weight.index);
    const [pair, none] = [await own.read(tensor), await idle.read(tensor)];
    if (partner === undefined || pair === undefined || none === undefined) continue;
    const layer = found.get(partner.node) ?? [];
    found.set(partner.node, layer);
    layer.push({
      ...{ a: partner.index, b: weight.index, name: partner.name, nameInB: weight.name },
      shape: weightShapeText(weight),
      before: await differenceAfter(pair, tensor, [], turn),
      after: await differenceAfter(pair, tensor, own.permutations, turn),
      nullBefore: await differenceAfter(none, tensor, [], turn),
      nullAfter: await differenceAfter(none, tensor, idle.permutations, turn),
    });
  }
  const layers = [...found].map(([node, own]): AlignedLayer => ({
    ...{ name: model.nodes[node]?.name ?? '', tensors: own },
    ...asOne(own),
  }));
  return { layers, whole: asOne([...found.values()].flat()) };
}

function asOne(all: readonly AlignedDifferences[]): AlignedDifferences {
  const rolled = (which: keyof AlignedDifferences) => rollUp(all.map((one) => one[which]));
  return {
    before: rolled('before'),
    after: rolled('after'),
    nullBefore: rolled('nullBefore'),
    nullAfter: rolled('nullAfter'),
  };
}
