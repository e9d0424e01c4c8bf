import { ModelMismatchError } from '../../core/errors';
import { planRow, warningsOf } from '../../core/inject/plan';
import { shownName } from '../../core/format/sentence';
import type { WeightMatch } from '../../core/model/match/modelMatch';
import { weightShapeText } from '../../core/model/rowText';
import type { CopiedTensor, CopyPlan, CopyRequest } from '../../protocol/compare';
import { hasOptimizer } from '../inject/hasOptimizer';
import { brokenWeights } from '../inject/sourceList';
import type { OpenedModel } from '../openedModel';
import type { Turn } from '../turns';
import type { Both } from './both';
import { doubtText } from './pairLine';

const TEXT = 'It holds text, which is compared and not copied.';

/**
 * What of a tensor, or of its whole layer, A can take from B, and why not the rest of it.
 *
 * @throws ModelMismatchError where the pair is not the one that was shown.
 */
export async function copyPlan(
  { a, b, match }: Both,
  { pair, name: shown, nameInB, layer }: CopyRequest,
  turn: Turn,
): Promise<CopyPlan> {
  const chosen = match.matches[pair];
  if (
    chosen === undefined ||
    a.weight(chosen.left).name !== shown ||
    b.weight(chosen.right).name !== nameInB
  )
    throw new ModelMismatchError(
      `The comparison was made anew before ${shownName(shown)} was copied: nothing was changed. Copy again.`,
    );
  const { node, name } = a.weight(chosen.left);
  const isTaken = (weight: number): boolean =>
    layer ? a.weight(weight).node === node : weight === chosen.left;
  const matches = match.matches.filter(({ left }) => isTaken(left));
  const [target, source] = await Promise.all([
    readable(a, matches, 'left', turn),
    readable(b, matches, 'right', turn),
  ]);
  const tensors: CopiedTensor[] = [];
  const left: { readonly target: string; readonly reason: string }[] = [];
  for (const { left: into, right: from, by } of matches) {
    const weight = a.weight(into);
    const other = b.weight(from);
    const doubt = by === 'hand' ? doubtText(a.model, weight, b.model, other) : null;
    const row = planRow(target, into, { id: 0, ...source }, from, by);
    // What a person paired is copied although it stands for something else, and the receipt says so.
    const reason =
      doubt === null ? row.reason : (target.broken.get(into) ?? source.broken.get(from) ?? null);
    const warnings =
      doubt === null ? row.warnings : [doubt, ...warningsOf(a.model, weight, b.model, other)];
    const problem = weight.dtype === 'string' ? TEXT : reason;
    if (problem !== null) left.push({ target: weight.name, reason: problem });
    else
      tensors.push({
        ...{ a: into, b: from, by, warnings },
        target: weight.name,
        source: other.name,
        shape: weightShapeText(weight),
        count: a.scanned(weight, 'stored').count,
      });
  }
  const unmatched = [
    ...match.conflicts.map(({ left: weight, reason }) => ({ weight, reason })),
    ...match.onlyLeft,
  ].filter(({ weight }) => isTaken(weight));
  return {
    what: shownName(layer ? (a.model.nodes[node]?.name ?? name) : name),
    tensors,
    left: [
      ...left,
      ...unmatched.map(({ weight, reason }) => ({ target: a.weight(weight).name, reason })),
    ],
    staleOptimizer: hasOptimizer(a.model),
  };
}

/** A side, with why those of its weights that are matched cannot be read. */
async function readable(
  { model, source }: OpenedModel,
  matches: readonly WeightMatch[],
  side: 'left' | 'right',
  turn: Turn,
): Promise<{
  readonly model: OpenedModel['model'];
  readonly broken: ReadonlyMap<number, string>;
}> {
  const weights = matches.flatMap((one) => model.weights[one[side]] ?? []);
  return { model, broken: await brokenWeights(weights, (one) => source.problemOf(one), turn) };
}
