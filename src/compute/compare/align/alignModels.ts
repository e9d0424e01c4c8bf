import type { Alignment } from '../../../core/align/alignment';
import type { InnerProducts } from '../../../core/align/innerProducts';
import { matchUnits } from '../../../core/align/matchUnits';
import { movedUnits } from '../../../core/align/permute';
import { type UnitPlan, unitPlan } from '../../../core/align/unitPlan';
import { plural, shownName } from '../../../core/format/sentence';
import type { ModelMatch } from '../../../core/model/match/modelMatch';
import type { Weight } from '../../../core/model/model';
import { seededRandom } from '../../../core/seededRandom';
import type { AlignProgress } from '../../../protocol/align';
import type { OpenedModel } from '../../openedModel';
import type { Turn } from '../../turns';
import type { Assign } from './assigner';
import { compareAligned, type Reordered } from './compareAligned';
import { beginning, nullPair } from './nullPair';
import { kept, type ReadPair, wholeTensor } from './pairValues';

/** Both tensors are held whole while their units are matched, 64 MB each of float32. */
const MOST_VALUES = 1 << 24;

export interface Aligning {
  readonly a: OpenedModel;
  readonly b: OpenedModel;
  readonly match: ModelMatch;
  readonly seed: number;
  readonly assign: Assign;
  readonly innerProducts: InnerProducts | undefined;
  readonly turn: Turn;
  readonly progress: (value: AlignProgress) => void;
}

/** What there is to know of how B's units were reordered. */
export interface Aligned {
  readonly plan: UnitPlan;
  readonly alignment: Alignment;
}

interface Matched extends Reordered {
  readonly sweeps: number;
}

/** Parts of the whole time that the stages take, roughly. */
const MATCHING = 0.45;
const NULL = 0.45;

/** Matches the units of B with A's, and those of two nets that were just initialised. */
export async function alignModels(aligning: Aligning): Promise<Aligned> {
  const { a, b, match, seed, assign, innerProducts, turn, progress } = aligning;
  const partners = new Map(match.matches.map(({ left, right }) => [right, a.weight(left)]));
  const obstacles = await obstaclesOf(aligning, partners);
  const plan = unitPlan(
    b.model,
    ({ index }) => obstacles.get(index),
    ({ index }) => partners.has(index),
  );
  const stored = [a.values.source('stored'), b.values.source('stored')] as const;
  const readBoth: ReadPair = async ({ weight }) => {
    const partner = partners.get(weight.index);
    if (partner === undefined) return undefined;
    const here = await wholeTensor(stored[0], partner, turn);
    return { a: here, b: await wholeTensor(stored[1], weight, turn) };
  };
  const matched = async (
    read: ReadPair,
    stage: AlignProgress['stage'],
    from: number,
    share: number,
  ): Promise<Matched> => {
    const cached = kept(read);
    const found = await matchUnits(plan, {
      ...{ read: cached, assign, innerProducts, turn },
      random: seededRandom(seed),
      // Nobody knows how many sweeps there will be: each takes half of what is left.
      step: (sweep, fraction) =>
        progress({ stage, fraction: from + share * (1 - (2 - fraction) / 2 ** sweep) }),
    });
    return { read: cached, ...found };
  };
  const own = await matched(readBoth, 'matching', 0, MATCHING);
  const idle = await matched(nullPair(b.model, seed, turn), 'null', MATCHING, NULL);
  const compared = plan.tensors.filter(({ weight }) => partners.has(weight.index));
  const done = MATCHING + NULL;
  const found = await compareAligned(compared, {
    ...{ model: a.model, partners, own, idle, turn },
    step: (fraction) => progress({ stage: 'comparing', fraction: done + (1 - done) * fraction }),
  });
  return {
    plan,
    alignment: {
      groups: plan.groups.map((group, i) => ({
        ...group,
        moved: movedUnits(own.permutations[i] ?? new Uint32Array()),
      })),
      kept: plan.fixed,
      ...found,
      ...{ seed, sweeps: own.sweeps },
      assumed: compared
        .filter(({ weight }) => beginning(b.model, weight) === undefined)
        .map(({ weight }) => weight.name),
      permutations: own.permutations,
    },
  };
}

/** Why the units of a weight of B have to stay, by its index. */
async function obstaclesOf(
  { a, b, turn }: Aligning,
  partners: ReadonlyMap<number, Weight>,
): Promise<ReadonlyMap<number, string>> {
  const obstacles = new Map<number, string>();
  for (const weight of b.model.weights) {
    await turn();
    const partner = partners.get(weight.index);
    const lack =
      (await b.source.lackOf(weight)) ??
      (partner === undefined ? undefined : await a.source.lackOf(partner));
    if (lack !== undefined) obstacles.set(weight.index, lack);
    else if (weight.size > MOST_VALUES) {
      const name = shownName(weight.name);
      const reason = `${name} has ${plural(weight.size, 'value')}: both models’ are held in memory to match units, so at most ${MOST_VALUES} are.`;
      obstacles.set(weight.index, reason);
    }
  }
  return obstacles;
}
