import type { InnerProducts } from '../../../core/align/innerProducts';
import { matchUnits } from '../../../core/align/matchUnits';
import { movedUnits, type Permutations } from '../../../core/align/permute';
import { type TensorLanes, type UnitPlan, unitPlan } from '../../../core/align/unitPlan';
import { rollUp, type TensorDifference } from '../../../core/compare/tensorDifference';
import { plural, shownName } from '../../../core/format/sentence';
import type { ModelMatch } from '../../../core/model/match/matchModels';
import type { Weight } from '../../../core/model/model';
import { weightShapeText } from '../../../core/model/rowText';
import { seededRandom } from '../../../core/seededRandom';
import type { AlignedTensor, Alignment, AlignProgress, LikenessOf } from '../../../protocol/align';
import type { OpenedModel } from '../../openedModel';
import type { Turn } from '../../turns';
import type { Assign } from './assigner';
import { differenceAfter, likeness } from './likeness';
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

interface Matched {
  readonly read: ReadPair;
  readonly permutations: Permutations;
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
  const lines = await compareTensors(aligning, compared, partners, own, idle);
  return {
    plan,
    alignment: {
      groups: plan.groups.map((group, i) => ({
        ...group,
        moved: movedUnits(own.permutations[i] ?? new Uint32Array()),
      })),
      kept: plan.fixed,
      tensors: lines.map(({ line }) => line),
      whole: likenessOf(lines.map(({ differences }) => differences)),
      sweeps: own.sweeps,
      assumed: compared
        .filter(({ weight }) => beginning(b.model, weight) === undefined)
        .map(({ weight }) => weight.name),
      permutations: own.permutations,
    },
  };
}

/** Before and after reordering, of the models and of the null. */
type Differences = readonly [
  before: TensorDifference,
  after: TensorDifference,
  nullBefore: TensorDifference,
  nullAfter: TensorDifference,
];

async function compareTensors(
  { turn, progress }: Aligning,
  tensors: readonly TensorLanes[],
  partners: ReadonlyMap<number, Weight>,
  own: Matched,
  idle: Matched,
): Promise<readonly { readonly line: AlignedTensor; readonly differences: Differences }[]> {
  const lines: { readonly line: AlignedTensor; readonly differences: Differences }[] = [];
  for (const [done, tensor] of tensors.entries()) {
    progress({
      stage: 'comparing',
      fraction: MATCHING + NULL + ((1 - MATCHING - NULL) * done) / tensors.length,
    });
    const { weight } = tensor;
    const partner = partners.get(weight.index);
    const [pair, none] = [await own.read(tensor), await idle.read(tensor)];
    if (partner === undefined || pair === undefined || none === undefined) continue;
    const differences: Differences = [
      await differenceAfter(pair, tensor, [], turn),
      await differenceAfter(pair, tensor, own.permutations, turn),
      await differenceAfter(none, tensor, [], turn),
      await differenceAfter(none, tensor, idle.permutations, turn),
    ];
    const line: AlignedTensor = {
      ...{ a: partner.index, b: weight.index, name: partner.name, nameInB: weight.name },
      shape: weightShapeText(weight),
      identical: differences[1].changed === 0,
      ...likenessOf([differences]),
    };
    lines.push({ line, differences });
  }
  return lines;
}

function likenessOf(all: readonly Differences[]): LikenessOf {
  const [before, after, nullBefore, nullAfter] = ([0, 1, 2, 3] as const).map((which) =>
    likeness(rollUp(all.map((differences) => differences[which]))),
  ) as [
    LikenessOf['before'],
    LikenessOf['after'],
    LikenessOf['nullBefore'],
    LikenessOf['nullAfter'],
  ];
  return { before, after, nullBefore, nullAfter };
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
