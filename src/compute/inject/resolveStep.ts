import { ModelMismatchError } from '../../core/errors';
import { shownName } from '../../core/format/sentence';
import { overlapOf } from '../../core/inject/overlap';
import { isCopy, isNothing, ruleProblem } from '../../core/inject/rule';
import type { QuantizedStorage } from '../../core/model/edits/edit';
import { holdingOf } from '../../core/model/edits/holding';
import { isFloat, unfitReason } from '../../core/model/match/unfit';
import type { InjectStep } from '../../protocol/inject';
import { flatRead } from '../flatRead';
import type { OpenedModel } from '../openedModel';
import type { OpenSource } from './sourceList';
import type { ResolvedStep } from './stepValues';

/**
 * A step held against the models as they are: the page that asks may have seen others.
 * @throws ModelMismatchError naming the tensor where it makes no sense.
 */
export function resolveStep(
  target: OpenedModel,
  source: OpenSource,
  base: OpenSource | undefined,
  step: InjectStep,
  quantized: QuantizedStorage,
): ResolvedStep {
  const weight = target.weight(step.target);
  const from = source.model.weights[step.weight];
  const fail = (sentence: string): never => {
    throw new ModelMismatchError(`${shownName(weight.name)}: ${sentence}`);
  };
  if (from === undefined) return fail('the source has no such weight any more.');
  const overlap = step.overlap ? overlapOf(target.model, weight, source.model, from) : null;
  const unfit = unfitReason(target.model, weight, source.model, from);
  const reason =
    ruleProblem(step.rule) ??
    source.broken.get(step.weight) ??
    (overlap === null ? unfit : undefined);
  if (reason !== undefined) return fail(reason);
  const copies = isCopy(step.rule) || isNothing(step.rule);
  if (!copies && !isFloat(weight)) return fail(`${weight.dtype} is only copied.`);
  if (!copies && overlap !== null) return fail('a part of a tensor is only copied.');
  const { read: readTarget, count } = target.scanned(weight);
  return {
    target: weight,
    source: from,
    rule: step.rule,
    holding: holdingOf(weight, weight.quantization === undefined ? undefined : quantized),
    overlap,
    readTarget,
    readSource: flatRead(source.opened.source, from),
    readBase: step.rule.kind === 'difference' ? baseOf() : undefined,
    count,
  };

  function baseOf(): ResolvedStep['readBase'] {
    const chosen = base?.model.weights[step.base ?? -1];
    if (base === undefined || chosen === undefined)
      return fail('adding a difference needs the weight of a base model, and none goes with it.');
    const differs =
      base.broken.get(chosen.index) ?? unfitReason(target.model, weight, base.model, chosen);
    return differs === undefined ? flatRead(base.opened.source, chosen) : fail(differs);
  }
}
