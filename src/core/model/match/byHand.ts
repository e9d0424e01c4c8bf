import type { Weight } from '../model';
import type { HandPair } from './handPairs';
import type { LeftOutPair, ModelMatch, Unmatched, WeightMatch } from './modelMatch';
import type { MatchedModel } from './places';
import { incomparable } from './unfit';

const PARTED = 'What stands for it in the other model is paired by hand with another weight.';

/**
 * Puts pairs made by hand over what was found without them. The weights that they part stay alone, and
 * every other match stays as it is. What they ask of two weights is that their values can be held
 * against each other: that a kernel is paired with an embedding is the person's to say.
 */
export function pairByHand(
  found: ModelMatch,
  left: MatchedModel,
  right: MatchedModel,
  pairs: readonly HandPair[],
): ModelMatch {
  const { matches, leftOut } = resolve(left, right, pairs);
  const lefts = new Set(matches.map((match) => match.left));
  const rights = new Set(matches.map((match) => match.right));
  const isKept = (match: WeightMatch): boolean =>
    !lefts.has(match.left) && !rights.has(match.right);
  const parted = [...found.matches, ...found.conflicts].filter((match) => !isKept(match));
  const alone = (
    known: readonly Unmatched[],
    weights: readonly number[],
    paired: ReadonlySet<number>,
  ): readonly Unmatched[] =>
    [...known, ...weights.map((weight) => ({ weight, reason: PARTED }))]
      .filter(({ weight }) => !paired.has(weight))
      .sort((x, y) => x.weight - y.weight);
  return {
    matches: [...found.matches.filter(isKept), ...matches].sort((x, y) => x.left - y.left),
    conflicts: found.conflicts.filter(isKept),
    onlyLeft: alone(
      found.onlyLeft,
      parted.map((match) => match.left),
      lefts,
    ),
    onlyRight: alone(
      found.onlyRight,
      parted.map((match) => match.right),
      rights,
    ),
    leftOut,
  };
}

/** Weights but the optimizer's, by name; null where several have it. */
export function byUniqueName({ weights }: MatchedModel): ReadonlyMap<string, Weight | null> {
  const named = new Map<string, Weight | null>();
  for (const weight of weights) {
    if (weight.variableGroup === 'optimizer') continue;
    named.set(weight.name, named.has(weight.name) ? null : weight);
  }
  return named;
}

function resolve(
  left: MatchedModel,
  right: MatchedModel,
  pairs: readonly HandPair[],
): Pick<ModelMatch, 'matches' | 'leftOut'> {
  const matches: WeightMatch[] = [];
  const leftOut: LeftOutPair[] = [];
  if (pairs.length === 0) return { matches, leftOut };
  const [lefts, rights] = [byUniqueName(left), byUniqueName(right)];
  for (const pair of pairs) {
    const [a, b] = [lefts.get(pair.left), rights.get(pair.right)];
    if (!a) leftOut.push({ ...pair, reason: absence(a, 'here') });
    else if (!b) leftOut.push({ ...pair, reason: absence(b, 'there') });
    else {
      const taken = matches.some((one) => one.left === a.index || one.right === b.index);
      const reason = taken ? 'One of the two is paired by hand already.' : incomparable(a, b);
      if (reason === undefined) matches.push({ left: a.index, right: b.index, by: 'hand' });
      else leftOut.push({ ...pair, reason });
    }
  }
  return { matches, leftOut };
}

function absence(found: null | undefined, where: 'here' | 'there'): string {
  return found === null
    ? `Several tensors share the name ${where}.`
    : `The tensor is gone ${where}.`;
}
