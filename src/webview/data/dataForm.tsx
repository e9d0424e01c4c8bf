import type { VNode } from 'preact';
import { counted } from '../ui/amounts';
import { Codicon } from '../ui/codicon';
import type { DataState } from './dataState';

/** Where rows come from, which columns go where, and which rows are kept for validation. */
export function DataForm({ data }: { readonly data: DataState }): VNode {
  const table = data.rows.value;
  return (
    <section class="data" aria-label="Data">
      <button type="button" class="action" onClick={() => void data.choose('rows')}>
        <Codicon glyph="table" />
        {table === null ? 'Choose Data…' : table.source.label}
      </button>
      {table !== null && (
        <span class="dataDim">
          {counted(table.rows, 'row')}, {counted(table.columns.length, 'column')}
        </span>
      )}
      {data.problem.value !== null && <p role="alert">{data.problem.value}</p>}
    </section>
  );
}
