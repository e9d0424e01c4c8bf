import type { Weight } from '../model';
import { pairByHand } from './byHand';
import { matchByName } from './byName';
import { matchByPosition } from './byPosition';
import type { HandPair } from './handPairs';
import type { MatchKind, WeightMatch, WeightConflict, ModelMatch } from './modelMatch';
import { layersOf, placesOf, type MatchedModel, type Place } from './places';
import { unfitReason } from './unfit';

const ABSENT =
  'The other model has no weight of this name, and no layer of its class in this place.';

/**
 * Which weights of two models belong together: by layer name, role and shape; what is left then by
 * its position in the graph, class and shape. Never by shape alone, and never one weight twice.
 *
 * Automatic names (`dense_4`) count as names only where both models number the layers of that class
 * from the same start; else the number says how many layers were made before, not which layer it is.
 *
 * Order of the manifest, and of the lists that `getWeights` gives, does not matter: freezing a layer
 * changes both (tfjs#1748).
 *
 * @param pairs What a person said, which goes before all of that; see `pairByHand`.
 */
export function matchModels(
  left: MatchedModel,
  right: MatchedModel,
  pairs: readonly HandPair[] = [],
): ModelMatch {
  return pairByHand(matchAlone(left, right), left, right, pairs);
}

function matchAlone(left: MatchedModel, right: MatchedModel): ModelMatch {
  const [lefts, rights] = [placesOf(left), placesOf(right)];
  const found = new Pairs(left, right);
  matchByName(lefts, rights, (a, b) => found.add(a, b, 'name'), found);
  const reasons = matchByPosition(
    layersOf(left),
    layersOf(right),
    (a, b) => found.add(a, b, 'position'),
    found,
  );
  const rest = (
    places: readonly Place[],
    taken: ReadonlyMap<number, number>,
    side: ReadonlyMap<number, string>,
  ) =>
    places
      .filter(({ weight }) => !taken.has(weight.index))
      .map(({ weight }) => ({ weight: weight.index, reason: side.get(weight.index) ?? ABSENT }));
  return {
    matches: found.matches,
    conflicts: found.conflicts,
    onlyLeft: rest(lefts, found.rightOf, reasons.left),
    onlyRight: rest(rights, found.leftOf, reasons.right),
    leftOut: [],
  };
}

/** What has been paired so far, whether it fits or not. */
class Pairs {
  readonly rightOf = new Map<number, number>();
  readonly leftOf = new Map<number, number>();
  readonly matches: WeightMatch[] = [];
  readonly conflicts: WeightConflict[] = [];

  constructor(
    private readonly left: MatchedModel,
    private readonly right: MatchedModel,
  ) {}

  add(a: Weight, b: Weight, by: MatchKind): void {
    this.rightOf.set(a.index, b.index);
    this.leftOf.set(b.index, a.index);
    const match = { left: a.index, right: b.index, by };
    const reason = unfitReason(this.left, a, this.right, b);
    if (reason === undefined) this.matches.push(match);
    else this.conflicts.push({ ...match, reason });
  }
}
