import { ModelMismatchError } from '../../core/errors';
import { shownName } from '../../core/format/sentence';
import { type ChangeNumbers, ChangeSums } from '../../core/inject/changeSums';
import { NO_DOTS } from '../../core/inject/mix';
import type { Overlap } from '../../core/inject/overlap';
import type { ReceiptLine } from '../../core/inject/receipt';
import type { Numbers } from '../../core/format/valueKind';
import { sameBits } from '../../core/inject/sameBits';
import type { Patch } from '../../core/model/edits/edit';
import type { ValueStore } from '../../core/model/edits/valueStore';
import type { Turn } from '../turns';
import { copiedText } from './copiedText';
import { dotsOf, stepPieces, type ResolvedStep } from './stepValues';

/** What became of a step. */
export interface AppliedStep {
  /** Null where the target holds these bits already. */
  readonly patch: Patch | null;
  readonly numbers: Pick<ReceiptLine, keyof ChangeNumbers>;
}

/** Writes the new values of one tensor to the store, a piece at a time. */
export async function applyStep(
  step: ResolvedStep,
  store: ValueStore | undefined,
  turn: Turn,
  progress: (fraction: number) => void,
): Promise<AppliedStep> {
  if (step.target.dtype === 'string') return copiedText(step);
  const dots = await dotsOf(step, turn);
  const sums = new ChangeSums();
  if (!(await differs(step, dots, turn))) return { patch: null, numbers: await same(step, turn) };
  if (store === undefined)
    throw new ModelMismatchError(
      `${shownName(step.target.name)} cannot be injected: there is no folder for new values.`,
    );
  const values = async function* (): AsyncGenerator<Numbers> {
    for await (const { start, before, after } of stepPieces(step, dots, turn)) {
      sums.add(before, after);
      progress((start + after.length) / step.count);
      yield after;
    }
  };
  const file = await store.write(values());
  const patch: Patch = { kind: 'values', weight: step.target.index, file };
  return { patch, numbers: sums.numbers };
}

/** Mostly decided by the first piece. */
async function differs(
  step: ResolvedStep,
  dots: Awaited<ReturnType<typeof dotsOf>>,
  turn: Turn,
): Promise<boolean> {
  for await (const { before, after } of stepPieces(step, dots, turn))
    if (!sameBits(before, after)) return true;
  return false;
}

/** The numbers of a tensor that stays as it is. */
async function same(step: ResolvedStep, turn: Turn): Promise<AppliedStep['numbers']> {
  const sums = new ChangeSums();
  const stays = { ...step, rule: { kind: 'blend', amount: 0 }, overlap: null } as const;
  for await (const { before } of stepPieces(
    { ...stays, readSource: step.readTarget, readBase: undefined },
    NO_DOTS,
    turn,
  ))
    sums.add(before, before);
  return sums.numbers;
}

/** "the first 10 tokens". */
export function partText(overlap: Overlap | null): string | null {
  return overlap === null ? null : `the first ${overlap.count} ${overlap.what}`;
}
