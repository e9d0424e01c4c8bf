import type { VNode } from 'preact';
import { ruleNumber, type Rule, type RuleKind, withNumber } from '../../core/inject/rule';

/** What a person calls the rules, and what they do. */
export const RULES: readonly { readonly kind: RuleKind; readonly name: string }[] = [
  { kind: 'copy', name: 'Copy' },
  { kind: 'blend', name: 'Blend' },
  { kind: 'soft', name: 'Soft update' },
  { kind: 'slerp', name: 'Slerp' },
  { kind: 'difference', name: 'Add difference' },
];

export function ruleName({ kind }: Rule): string {
  return RULES.find((rule) => rule.kind === kind)?.name ?? kind;
}

/** The rule's number, where it has one. */
export function RuleNumberBox({
  rule,
  of,
  onChange,
}: {
  readonly rule: Rule;
  /** What the rule is for, to be spoken. */
  readonly of: string;
  readonly onChange: (rule: Rule) => void;
}): VNode | null {
  const number = ruleNumber(rule);
  if (number === null) return null;
  const { name, value, least, most } = number;
  return (
    <label class="control">
      <span class="unseen">
        {name} of {of}
      </span>
      <span class="control-label" aria-hidden="true">
        {name}
      </span>
      <input
        class="number injectNumber"
        type="number"
        min={least}
        max={most}
        step="any"
        value={Number.isNaN(value) ? '' : value}
        onInput={(event) => onChange(withNumber(rule, event.currentTarget.valueAsNumber))}
      />
    </label>
  );
}
