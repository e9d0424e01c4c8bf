/**
 * What becomes of a target value t, given the source value s at the same place. Of `amount` and `tau`,
 * 0 leaves the target and 1 copies the source, both to the bit.
 */
export type Rule =
  | { readonly kind: 'copy' }
  /** (1 − amount)·t + amount·s */
  | { readonly kind: 'blend'; readonly amount: number }
  /** (1 − tau)·t + tau·s: the blend as reinforcement learning writes it, with a small step towards the source. */
  | { readonly kind: 'soft'; readonly tau: number }
  /** Along the arc between both tensors, each taken as one vector. */
  | { readonly kind: 'slerp'; readonly amount: number }
  /** t + factor·(s − b), b of a base model from which both were trained (task arithmetic). */
  | { readonly kind: 'difference'; readonly factor: number };

export type RuleKind = Rule['kind'];

/** What the rule's number is called, and what it may be. Null has none. */
export interface RuleNumber {
  readonly name: 'amount' | 'tau' | 'factor';
  readonly value: number;
  readonly least: number;
  readonly most: number;
}

/** Beyond these a task vector does not scale, it destroys; a slip of the keyboard does. */
const MOST_FACTOR = 100;

export function ruleNumber(rule: Rule): RuleNumber | null {
  switch (rule.kind) {
    case 'copy':
      return null;
    case 'blend':
    case 'slerp':
      return { name: 'amount', value: rule.amount, least: 0, most: 1 };
    case 'soft':
      return { name: 'tau', value: rule.tau, least: 0, most: 1 };
    case 'difference':
      return { name: 'factor', value: rule.factor, least: -MOST_FACTOR, most: MOST_FACTOR };
  }
}

/** The rule as somebody would choose it first. */
export function usualRule(kind: RuleKind): Rule {
  switch (kind) {
    case 'copy':
      return { kind };
    case 'blend':
    case 'slerp':
      return { kind, amount: 0.5 };
    case 'soft':
      // The tau of DDPG and its descendants.
      return { kind, tau: 0.005 };
    case 'difference':
      return { kind, factor: 1 };
  }
}

export function withNumber(rule: Rule, value: number): Rule {
  switch (rule.kind) {
    case 'copy':
      return rule;
    case 'blend':
    case 'slerp':
      return { ...rule, amount: value };
    case 'soft':
      return { ...rule, tau: value };
    case 'difference':
      return { ...rule, factor: value };
  }
}

/** Rules that take the source's bits as they are, whatever the target holds. */
export function isCopy(rule: Rule): boolean {
  return rule.kind === 'copy' || (rule.kind !== 'difference' && ruleNumber(rule)?.value === 1);
}

/** Rules that leave the target's bits as they are. */
export function isNothing(rule: Rule): boolean {
  return ruleNumber(rule)?.value === 0;
}

/** Why the number makes no rule; undefined if it does. */
export function ruleProblem(rule: Rule): string | undefined {
  const number = ruleNumber(rule);
  if (number === null) return undefined;
  const { name, value, least, most } = number;
  return value >= least && value <= most
    ? undefined
    : `${name} is to be a number from ${least} to ${most}.`;
}
