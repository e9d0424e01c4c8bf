import type { VNode } from 'preact';
import { ruleFormula, ruleSentence } from '../../core/inject/ruleText';
import type { PlanLine } from '../../protocol/inject';
import { Codicon } from '../ui/codicon';
import { Checkbox } from '../ui/controls';
import type { Row } from './choices';
import { isConflict } from './choices';
import { PreviewCard } from './previewCard';
import { choose, rows, selectedRow, sources } from './state';

const MATCHED = {
  name: 'Matched by layer name and role.',
  position: 'Matched by its place in the graph, class and shape.',
  hand: 'Chosen by hand.',
} as const;

/** Everything about the selected row: what goes where, what is amiss, and what would change. */
export function Details(): VNode {
  const row = selectedRow.value;
  return (
    <section class="injectDetails" aria-label="The selected tensor">
      {row === undefined ? (
        <p class="injectDim">Select a tensor to see what would change.</p>
      ) : (
        <RowDetails row={row} />
      )}
    </section>
  );
}

function RowDetails({ row }: { readonly row: Row }): VNode {
  const { line, reason, rule } = row;
  const { target, from, copies } = line;
  return (
    <>
      <h2>
        <bdi>{target.name}</bdi>
      </h2>
      <p class="injectDim">
        {target.role} · {target.shape || 'scalar'} · {target.dtype}
      </p>
      {from !== null && (
        <p>
          From <bdi class="injectStrong">{from.name}</bdi> ({from.shape || 'scalar'}, {from.dtype})
          of{' '}
          <bdi>
            {sources.value.find(({ id }) => id === from.source)?.label ?? 'a removed source'}
          </bdi>
          . {MATCHED[from.by]}
        </p>
      )}
      {reason !== null && (
        <p class={isConflict(row) ? 'injectConflict' : 'injectDim'}>
          {isConflict(row) && <Codicon glyph="error" />}
          <span>{reason}</span>
        </p>
      )}
      {line.warnings.map((warning) => (
        <p key={warning} class="injectWarning">
          <Codicon glyph="warning" />
          <span>{warning}</span>
        </p>
      ))}
      {copies !== null && <p class="injectDim">{copies.sentence}</p>}
      {line.overlap !== null && <OverlapBox row={row} line={line} />}
      {reason === null && from !== null && (
        <>
          <p>
            <code>{row.overlap ? 'source' : ruleFormula(rule)}</code> {ruleSentence(rule)}
          </p>
          <PreviewCard />
        </>
      )}
    </>
  );
}

/** Offers the overlap for all weights of the layer at once: a class is a column and its bias. */
function OverlapBox({ row, line }: { readonly row: Row; readonly line: PlanLine }): VNode | null {
  const { overlap } = line;
  if (overlap === null) return null;
  const beside = rows.value.filter(
    (other) => other.line.layer === line.layer && other.line.overlap !== null,
  );
  const targets =
    line.layer < 0 ? [line.target.weight] : beside.map((one) => one.line.target.weight);
  const label =
    `Copy the first ${overlap.count} ${overlap.what}` +
    (targets.length > 1 ? ' of this layer, biases alongside' : '');
  return (
    <div>
      <Checkbox
        label={label}
        checked={row.overlap}
        onChange={(checked) =>
          choose(targets, { overlap: checked, include: checked ? true : undefined })
        }
      />
      <p class="injectDim">
        Right only if {overlap.what} 0 to {overlap.count - 1} mean the same in both models; all
        others keep their values.
      </p>
    </div>
  );
}
