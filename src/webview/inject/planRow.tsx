import type { VNode } from 'preact';
import { usualRule, type RuleKind } from '../../core/inject/rule';
import { Codicon } from '../ui/codicon';
import { remap } from './actions';
import { isConflict, type Row } from './choices';
import { ruleName, RuleNumberBox, RULES } from './ruleControls';
import { choose, selected, sources } from './state';

/** One weight of the open model and what is to go into it. */
export function PlanRow({
  row,
  position,
}: {
  readonly row: Row;
  readonly position: number;
}): VNode {
  const { line, reason, included } = row;
  const { target, from } = line;
  const isSelected = selected.value === target.weight;
  const select = (): void => {
    selected.value = target.weight;
  };
  const state = isConflict(row) ? ' conflict' : included ? '' : ' left';
  return (
    <div
      class={`injectRow injectWeight${state}${isSelected ? ' selected' : ''}`}
      role="row"
      aria-rowindex={position}
      onClick={select}
    >
      <span role="cell">
        <input
          type="checkbox"
          aria-label={`Inject ${target.name}`}
          checked={included}
          disabled={reason !== null}
          onChange={(event) => choose([target.weight], { include: event.currentTarget.checked })}
        />
      </span>
      <span role="cell">
        <button
          type="button"
          class="injectName"
          aria-pressed={isSelected}
          aria-label={target.name}
          title={`${target.name}\nShow what would change`}
          onClick={select}
          onKeyDown={walk}
        >
          <bdi>{line.shortName}</bdi>
        </button>
      </span>
      <span role="cell" class="injectShape injectDim">
        {target.shape || 'scalar'}
      </span>
      <span role="cell" class="injectSourceCell">
        <Codicon glyph="arrow-left" />
        <button
          type="button"
          class="injectPick"
          title={from === null ? 'Choose a source by hand' : `${from.name}\nChoose another source`}
          onClick={() => void remap(target.weight, target.name)}
        >
          <span class="unseen">Source of {target.name}: </span>
          <bdi>{from === null ? 'Choose…' : from.name}</bdi>
          {from !== null && sources.value.length > 1 && (
            <span class="injectDim">
              {1 + sources.value.findIndex(({ id }) => id === from.source)}
            </span>
          )}
          <Codicon glyph="chevron-down" />
        </button>
      </span>
      <span role="cell" class="injectMatch injectDim">
        {from?.by}
      </span>
      <span role="cell" class="injectRuleCell">
        <RuleCell row={row} />
      </span>
      <span role="cell" class="injectNotes">
        <Notes row={row} />
      </span>
    </div>
  );
}

/** Up and down go from weight to weight as in a list. */
function walk(event: KeyboardEvent): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined || !(event.currentTarget instanceof HTMLElement)) return;
  event.preventDefault();
  const names = [...document.querySelectorAll<HTMLElement>('.injectName')];
  const next = names[names.indexOf(event.currentTarget) + by];
  next?.focus();
  next?.click();
}

function RuleCell({ row }: { readonly row: Row }): VNode | null {
  const { line, rule, ownRule, overlap } = row;
  const { target, from, copies } = line;
  if (from === null) return null;
  if (overlap || copies?.always === true)
    return <span class="injectDim">{overlap ? 'Copy a part' : 'Copy'}</span>;
  const forAll = copies === null ? 'As for all' : 'Copy';
  const change = (value: string): void => {
    const kind = RULES.find((one) => one.kind === value)?.kind;
    choose([target.weight], { rule: kind === undefined ? undefined : usualRule(kind) });
  };
  return (
    <>
      <select
        class="select"
        aria-label={`Rule for ${target.name}`}
        value={ownRule ? rule.kind : ''}
        onChange={(event) => change(event.currentTarget.value)}
      >
        <option value="">{forAll}</option>
        {RULES.filter(({ kind }) => offered(kind, copies !== null)).map(({ kind, name }) => (
          <option key={kind} value={kind}>
            {name}
          </option>
        ))}
      </select>
      {ownRule && (
        <RuleNumberBox
          rule={rule}
          of={`${ruleName(rule)} of ${target.name}`}
          onChange={(changed) => choose([target.weight], { rule: changed })}
        />
      )}
    </>
  );
}

/** Where copying is the rule already it is not offered twice. */
function offered(kind: RuleKind, copies: boolean): boolean {
  return !(copies && kind === 'copy');
}

function Notes({ row }: { readonly row: Row }): VNode | null {
  const { line, reason, included, rule } = row;
  const notes =
    line.copies !== null && !line.copies.always && rule.kind !== 'copy' && included
      ? [`Mixed by your choice. ${line.copies.sentence}`, ...line.warnings]
      : line.warnings;
  if (reason !== null) {
    const conflict = isConflict(row);
    return (
      <span class={conflict ? 'injectConflict' : 'injectDim'} title={reason}>
        {conflict && <Codicon glyph="error" />}
        <span class="injectNoteText">{reason}</span>
      </span>
    );
  }
  const [first] = notes;
  if (first === undefined) return null;
  return (
    <span class="injectWarning" title={notes.join('\n')}>
      <Codicon glyph="warning" />
      <span class="injectNoteText">{first}</span>
    </span>
  );
}
