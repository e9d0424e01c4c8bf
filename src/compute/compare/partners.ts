import { ModelMismatchError } from '../../core/errors';
import { shownName } from '../../core/format/sentence';
import { byUniqueName } from '../../core/model/match/byHand';
import type { WeightMatch } from '../../core/model/match/modelMatch';
import { incomparable } from '../../core/model/match/unfit';
import type { PartnerCandidate, Partners } from '../../protocol/pairing';
import { MOST_CANDIDATES, planWeight } from '../inject/planWeight';
import type { Both } from './both';
import { doubtText } from './pairLine';

/**
 * What a tensor of one side may be paired with by hand.
 * @throws ModelMismatchError where the name does not lead to one tensor.
 */
export function partnersOf({ a, b, match }: Both, side: 'a' | 'b', name: string): Partners {
  const isA = side === 'a';
  const [ours, theirs] = isA ? [a.model, b.model] : [b.model, a.model];
  const weight = byUniqueName(ours).get(name);
  if (weight === undefined || weight === null)
    throw new ModelMismatchError(
      `${isA ? 'A' : 'B'} has ${weight === null ? 'several tensors' : 'no tensor'} of the name ${shownName(name)}: there is nothing that could be paired by it.`,
    );
  const [own, other]: readonly ['left' | 'right', 'left' | 'right'] = isA
    ? ['left', 'right']
    : ['right', 'left'];
  const present: WeightMatch | undefined = match.matches.find((one) => one[own] === weight.index);
  const paired = new Map(match.matches.map((one) => [one[other], ours.weights[one[own]]?.name]));
  const candidates = [...byUniqueName(theirs).values()].flatMap((one): PartnerCandidate[] => {
    if (one === null || one.index === present?.[other] || incomparable(weight, one) !== undefined)
      return [];
    const doubt = isA ? doubtText(ours, weight, theirs, one) : doubtText(theirs, one, ours, weight);
    return [{ ...planWeight(one), paired: paired.get(one.index) ?? null, doubt }];
  });
  const rank = ({ paired: taken, doubt }: PartnerCandidate): number =>
    (taken === null ? 0 : 2) + (doubt === null ? 0 : 1);
  return {
    byHand: present?.by === 'hand' ? (theirs.weights[present[other]]?.name ?? null) : null,
    candidates: candidates.sort((x, y) => rank(x) - rank(y)).slice(0, MOST_CANDIDATES),
  };
}
