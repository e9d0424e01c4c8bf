import { ModelMismatchError } from '../../core/errors';
import { shownName } from '../../core/format/sentence';
import type { NumberValues, WeightValues } from '../../core/format/weightSource';
import type { Holding } from '../../core/model/edits/holding';
import { addDots, mix, NO_DOTS, slerpProblem, type Dots } from '../../core/inject/mix';
import type { Overlap } from '../../core/inject/overlap';
import { isCopy, isNothing, type Rule } from '../../core/inject/rule';
import type { Numbers } from '../../core/format/valueKind';
import { isMeasurable } from '../../core/measure/widen';
import type { Weight } from '../../core/model/model';
import { heldPiece } from '../edits/heldPiece';
import type { FlatRead } from '../flatRead';
import { PIECE } from '../scan';
import type { Turn } from '../turns';
import { overlapRead } from './overlapRead';

/** A step with everything that it reads from. */
export interface ResolvedStep {
  readonly target: Weight;
  readonly source: Weight;
  readonly rule: Rule;
  /** What the file will hold of its values. */
  readonly holding: Holding;
  readonly overlap: Overlap | null;
  readonly readTarget: FlatRead;
  readonly readSource: FlatRead;
  readonly readBase: FlatRead | undefined;
  /** Values by flat index into the shown shape. */
  readonly count: number;
}

/** A piece of a tensor before and after the step, of one type. */
export interface StepPiece {
  readonly start: number;
  readonly before: Numbers;
  readonly after: Numbers;
}

/** What the rule must know of both tensors before its first value. Reads both where the rule is slerp. */
export async function dotsOf(step: ResolvedStep, turn: Turn): Promise<Dots> {
  const { rule } = step;
  if (rule.kind !== 'slerp' || isCopy(rule) || isNothing(rule)) return NO_DOTS;
  let sums = NO_DOTS;
  for (let start = 0; start < step.count; start += PIECE) {
    const end = Math.min(start + PIECE, step.count);
    const [target, source] = await Promise.all([
      step.readTarget(start, end),
      step.readSource(start, end),
    ]);
    sums = addDots(sums, asNumbers(target), asNumbers(source));
    await turn();
  }
  const problem = slerpProblem(sums);
  if (problem !== undefined)
    throw new ModelMismatchError(`${shownName(step.target.name)}: ${problem}`);
  return sums;
}

/** All pieces of the tensor in order. Not for text. */
export async function* stepPieces(
  step: ResolvedStep,
  dots: Dots,
  turn: Turn,
): AsyncGenerator<StepPiece> {
  const readSource =
    step.overlap === null
      ? step.readSource
      : overlapRead(step.readSource, step.readTarget, step, step.overlap);
  for (let start = 0; start < step.count; start += PIECE) {
    const end = Math.min(start + PIECE, step.count);
    const [before, source, base] = await Promise.all([
      step.readTarget(start, end),
      readSource(start, end),
      step.readBase?.(start, end),
    ]);
    if (!isMeasurable(before) || !isMeasurable(source)) throw new RangeError('Text has no rule.');
    const made = after(step.rule, before, source, base, dots);
    const { holding, rule, target } = step;
    yield { start, before, after: isNothing(rule) ? made : heldPiece(made, holding, target.name) };
    await turn();
  }
}

function after(
  rule: Rule,
  before: Numbers,
  source: Numbers,
  base: WeightValues | undefined,
  dots: Dots,
): Numbers {
  if (isCopy(rule) && source.constructor === before.constructor) return source;
  // A piece of its own type rounds what is written into it.
  const out = asNumbers(before.slice());
  mix(
    rule,
    out,
    asNumbers(before),
    asNumbers(source),
    base === undefined ? undefined : asNumbers(base),
    dots,
  );
  return out;
}

function asNumbers(values: WeightValues): NumberValues {
  if (
    isMeasurable(values) &&
    !(values instanceof BigInt64Array || values instanceof BigUint64Array)
  )
    return values;
  throw new RangeError('Such values are only copied.');
}
