import type { VNode } from 'preact';
import { ColumnCells, ColumnHeads, RowHeads, RowNumber } from '../data/fileRow';
import { Codicon } from '../ui/codicon';
import { counted } from '../ui/amounts';
import { count, shortNumber } from '../ui/numberFormat';
import { CELL_PAGE, closeCell, showCell } from './actions';
import type { ShownCell } from './shown';

/** The rows of a cell, as the file has them, with what the model said. */
export function CellList({
  cell,
  names,
}: {
  readonly cell: ShownCell;
  readonly names: readonly string[];
}): VNode {
  const { actual, named, start, found } = cell;
  const title = `of class ${names[actual] ?? ''} named ${names[named] ?? ''}`;
  const end = start + (found?.rows.length ?? 0);
  return (
    <section class="cellList" aria-label={`Rows ${title}`}>
      <header>
        <h4 aria-live="polite">
          {found === null ? 'Reading rows' : counted(found.total, 'row')} <bdi>{title}</bdi>
          {found !== null && found.total > found.rows.length && end > start && (
            <span class="evaluateDim">
              {' '}
              ({count(start + 1)} to {count(end)})
            </span>
          )}
        </h4>
        {found !== null && found.total > found.rows.length && (
          <>
            <Page glyph="chevron-left" label="Rows before" to={start - CELL_PAGE} cell={cell} />
            <Page glyph="chevron-right" label="Rows after" to={start + CELL_PAGE} cell={cell} />
          </>
        )}
        <button
          type="button"
          class="iconButton"
          aria-label="Close the list of rows"
          title="Close"
          onClick={closeCell}
        >
          <Codicon glyph="close" />
        </button>
      </header>
      {found !== null && found.rows.length > 0 && (
        <div class="wide" role="region" aria-label={`Rows ${title}`} tabIndex={0}>
          <table class="figures">
            <thead>
              <tr>
                <RowHeads hasPlaces={found.rows[0]?.place != null} />
                <th scope="col" class="numeric" title="Output for the class that is named">
                  {found.rows[0]?.actual == null ? 'Output' : 'Output of named'}
                </th>
                {found.rows[0]?.actual != null && (
                  <th scope="col" class="numeric">
                    Output of true
                  </th>
                )}
                <ColumnHeads names={found.names} />
              </tr>
            </thead>
            <tbody>
              {found.rows.map((row) => (
                <tr key={`${row.row} ${row.place ?? ''}`}>
                  <RowNumber row={row.row} place={row.place} />
                  <td class="numeric">{shortNumber(row.named)}</td>
                  {row.actual !== null && <td class="numeric">{shortNumber(row.actual)}</td>}
                  <ColumnCells cells={row.cells} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Page({
  glyph,
  label,
  to,
  cell,
}: {
  readonly glyph: 'chevron-left' | 'chevron-right';
  readonly label: string;
  readonly to: number;
  readonly cell: ShownCell;
}): VNode {
  return (
    <button
      type="button"
      class="iconButton"
      aria-label={label}
      title={label}
      disabled={to < 0 || to >= (cell.found?.total ?? 0)}
      onClick={() => showCell(cell, to)}
    >
      <Codicon glyph={glyph} />
    </button>
  );
}
