import { ruleProblem, type Rule } from '../../core/inject/rule';
import type { InjectStep, PlanLine } from '../../protocol/inject';

/** What the user made of a row; what is undefined is as the plan and the rule for all have it. */
export interface Choice {
  readonly include?: boolean | undefined;
  readonly rule?: Rule | undefined;
  readonly overlap?: boolean | undefined;
  /** The row with a source chosen by hand. */
  readonly line?: PlanLine | undefined;
}

export type Choices = ReadonlyMap<number, Choice>;

/** A row as it stands. */
export interface Row {
  readonly line: PlanLine;
  readonly rule: Rule;
  /** The rule for all is not this row's. */
  readonly ownRule: boolean;
  /** Only the overlap of both shapes is copied. */
  readonly overlap: boolean;
  /** Why nothing can go into it, one sentence; null where something can. */
  readonly reason: string | null;
  readonly included: boolean;
}

const COPY: Rule = { kind: 'copy' };

/** What becomes of a line by what the user chose for it and for all. */
export function rowOf(planned: PlanLine, choice: Choice | undefined, forAll: Rule): Row {
  // Which weight of the base goes with it does not depend on the source.
  const line = choice?.line === undefined ? planned : { ...choice.line, base: planned.base };
  const overlap = line.overlap !== null && choice?.overlap === true;
  const copies = overlap || line.copies !== null;
  const own = line.copies?.always === true || overlap ? undefined : choice?.rule;
  const rule = own ?? (copies ? COPY : forAll);
  const unfit = line.from === null || (line.reason !== null && !overlap) ? line.reason : null;
  const reason = unfit ?? ruleProblem(rule) ?? baseProblem(line, rule);
  const wanted = choice?.include ?? (line.include || overlap);
  return {
    line,
    rule,
    ownRule: own !== undefined,
    overlap,
    reason,
    included: wanted && reason === null,
  };
}

function baseProblem({ base }: PlanLine, rule: Rule): string | null {
  return rule.kind === 'difference' && base === null
    ? 'A difference is taken from a base model, and no weight of one goes with this.'
    : null;
}

/** Found at the same place, and it does not fit. */
export function isConflict({ line, overlap }: Row): boolean {
  return line.from !== null && line.reason !== null && !overlap;
}

/** What is to be injected. */
export function stepsOf(rows: readonly Row[]): InjectStep[] {
  return rows.flatMap((row) => stepOf(row) ?? []);
}

export function stepOf({ line, rule, overlap, included }: Row): InjectStep | null {
  const { from, target, base } = line;
  if (!included || from === null) return null;
  const { source, weight, by } = from;
  return { target: target.weight, source, weight, by, rule, base, overlap };
}

/** Why each other weight is left alone. */
export function skippedOf(rows: readonly Row[]): { target: number; reason: string }[] {
  return rows
    .filter(({ included }) => !included)
    .map(({ line, reason }) => ({
      target: line.target.weight,
      reason: reason ?? 'Left out by choice.',
    }));
}

/** "12 of 14 tensors will be injected: 10 copied, 2 blended. 2 conflicts." */
export function summaryText(rows: readonly Row[]): string {
  const included = rows.filter((row) => row.included);
  const copied = included.filter(({ rule }) => rule.kind === 'copy').length;
  const mixed = included.length - copied;
  const conflicts = rows.filter((row) => isConflict(row)).length;
  const verb = copied === included.length ? 'copied' : copied === 0 ? 'mixed' : 'injected';
  const parts = mixed > 0 && copied > 0 ? `: ${copied} copied, ${mixed} mixed` : '';
  const clash =
    conflicts === 0 ? '' : ` ${conflicts} ${conflicts === 1 ? 'conflict' : 'conflicts'}.`;
  return `${included.length} of ${rows.length} ${rows.length === 1 ? 'tensor' : 'tensors'} will be ${included.length === 0 ? 'injected' : verb}${parts}.${clash}`;
}

/** All, none, or some of those that can be. */
export function inclusion(rows: readonly Row[]): 'all' | 'none' | 'some' {
  const possible = rows.filter(({ reason }) => reason === null);
  const included = possible.filter((row) => row.included).length;
  if (included === 0) return 'none';
  return included === possible.length ? 'all' : 'some';
}
