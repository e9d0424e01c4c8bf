import { isCopy, isNothing, type Rule } from './rule';

/** The formula with its numbers: "0.995·target + 0.005·source". */
export function ruleFormula(rule: Rule): string {
  switch (rule.kind) {
    case 'copy':
      return 'source';
    case 'blend':
      return mixture(rule.amount);
    case 'soft':
      return mixture(rule.tau);
    case 'slerp':
      return `slerp(target, source, ${number(rule.amount)})`;
    case 'difference':
      return `target ${rule.factor < 0 ? '−' : '+'} ${number(Math.abs(rule.factor))}·(source − base)`;
  }
}

/** Which way it goes, in one sentence. */
export function ruleSentence(rule: Rule): string {
  if (isNothing(rule)) return 'The target keeps every value: nothing is taken from the source.';
  if (isCopy(rule)) return 'The target takes every value of the source.';
  switch (rule.kind) {
    case 'copy':
    case 'blend':
      return `The target keeps ${percent(1 - amountOf(rule))} of itself and takes ${percent(amountOf(rule))} of the source.`;
    case 'soft':
      return `The target moves ${percent(rule.tau)} of the way towards the source: tau 1 would copy the source, tau 0 would keep the target.`;
    case 'slerp':
      return `The target turns ${percent(rule.amount)} of the angle towards the source, each tensor taken as one vector.`;
    case 'difference':
      return `To the target is added ${rule.factor === 1 ? '' : `${number(rule.factor)} times `}what training changed from the base to the source.`;
  }
}

function amountOf(rule: Rule): number {
  return rule.kind === 'blend' ? rule.amount : 1;
}

function mixture(amount: number): string {
  return `${number(1 - amount)}·target + ${number(amount)}·source`;
}

/** Without the dust of binary fractions: 1 - 0.995 is 0.005. */
function number(value: number): string {
  return String(Number(value.toPrecision(12)));
}

function percent(part: number): string {
  return `${number(100 * part)} %`;
}
