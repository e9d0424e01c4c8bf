import type { VNode } from 'preact';
import type { TensorDifference } from '../../core/compare/tensorDifference';
import type { PairDifference, PairLine } from '../../core/compare/comparison';
import { comparedText } from '../../core/compare/export/structureText';
import { counted } from '../ui/amounts';
import { Codicon } from '../ui/codicon';
import { Segments } from '../ui/controls';
import { FilterField } from '../ui/filterField';
import { count, shortOr } from '../ui/numberFormat';
import { wholeModel } from '../../core/compare/rankPairs';
import { compare, stop } from './session';
import { filterText, fraction, items, opened, order, pass, results } from './state';

/** What the whole comparison came to, how far it is, and what the table shows. */
export function TableBar(): VNode {
  return (
    <div class="compareBar">
      <Summary />
      {pass.value === 'running' && (
        <div class="compareProgress">
          <progress class="progress" aria-label="Comparing" value={fraction.value} max={1} />
          <button type="button" class="action" onClick={stop}>
            <Codicon glyph="debug-stop" />
            Stop
          </button>
        </div>
      )}
      <div class="compareChoices">
        <Filter />
        <Segments
          label="Order of the tensors"
          value={order.value}
          choices={[
            { value: 'difference', label: 'By difference', title: 'What differs most comes first' },
            { value: 'model', label: 'By layer', title: 'Layer by layer, in the order of A' },
          ]}
          onChange={(chosen) => {
            order.value = chosen;
          }}
        />
      </div>
    </div>
  );
}

function Summary(): VNode {
  const lines = opened.value?.lines ?? [];
  const pairs = lines.length;
  const found = [...results.value.values()];
  const isDone = pass.value === 'done';
  return (
    <div class="compareSummary">
      <p role="status">{isDone ? doneText(lines, found) : undoneText(pairs, found.length)}</p>
      {isDone && found.length > 0 && <WholeText whole={wholeModel(found)} />}
      {pass.value === 'stopped' && found.length < pairs && (
        <button type="button" class="action" onClick={compare}>
          <Codicon glyph="play" />
          Compare All
        </button>
      )}
    </div>
  );
}

function undoneText(pairs: number, done: number): string {
  return pass.value === 'running'
    ? `Comparing ${counted(pairs, 'tensor')} …`
    : `${count(done)} of ${counted(pairs, 'tensor')} compared`;
}

function doneText(lines: readonly PairLine[], found: readonly PairDifference[]): string {
  return lines.length === 0 ? 'No tensors to compare' : comparedText(lines, found);
}

function WholeText({ whole }: { readonly whole: TensorDifference }): VNode {
  return (
    <p class="muted">
      Over all: relative{' '}
      <b title="‖A − B‖ / ‖A‖ over the finite values of all tensors; A is the reference">
        {shortOr(whole.relative)}
      </b>
      , cosine{' '}
      <b title="Cosine of all values of A and of B, taken as two vectors">
        {shortOr(whole.cosine)}
      </b>
    </p>
  );
}

/** Escape clears it. */
function Filter(): VNode {
  const shown = items.value.filter((item) => 'line' in item).length;
  return (
    <FilterField
      label="Filter tensors by name, class or role"
      text={filterText.value}
      onText={(text) => (filterText.value = text)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || filterText.value === '') return;
        event.preventDefault();
        filterText.value = '';
      }}
      found={filterText.value === '' ? '' : matchText(shown)}
    />
  );
}

function matchText(shown: number): string {
  return shown === 0 ? 'No tensor matches.' : counted(shown, 'match', 'matches');
}
