import type { VNode } from 'preact';
import { ruleProblem, usualRule } from '../../core/inject/rule';
import { ruleFormula, ruleSentence } from '../../core/inject/ruleText';
import { Select } from '../ui/controls';
import { RuleNumberBox, RULES } from './ruleControls';
import { ruleForAll } from './state';

/** The rule for every row that has none of its own, and which way it goes. */
export function RuleBar(): VNode {
  const rule = ruleForAll.value;
  const problem = ruleProblem(rule);
  return (
    <div class="injectRule">
      <Select
        label="Rule for all"
        value={rule.kind}
        choices={RULES.map(({ kind, name }) => ({ value: kind, label: name }))}
        onChange={(kind) => {
          ruleForAll.value = usualRule(kind);
        }}
      />
      <RuleNumberBox
        rule={rule}
        of="the rule for all"
        onChange={(changed) => {
          ruleForAll.value = changed;
        }}
      />
      <p aria-live="polite">
        {problem === undefined ? (
          <>
            <code>new target = {ruleFormula(rule)}</code> {ruleSentence(rule)}
          </>
        ) : (
          <span class="injectConflict">{problem}</span>
        )}
      </p>
    </div>
  );
}
