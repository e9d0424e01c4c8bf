import type { VNode } from 'preact';
import { count } from '../ui/numberFormat';

/** Columns of a file's table beside a row; more would be read in the file itself. */
const MOST_COLUMNS = 40;

/** Above the numbers of rows, and of places where a row has several. */
export function RowHeads({ hasPlaces }: { readonly hasPlaces: boolean }): VNode {
  return (
    <>
      <th scope="col" class="numeric" title="Row of the file, counted from 1">
        Row
      </th>
      {hasPlaces && (
        <th scope="col" class="numeric">
          Place
        </th>
      )}
    </>
  );
}

/** Which row of the file, both counted from 1. */
export function RowNumber({
  row,
  place,
}: {
  readonly row: number;
  /** Null where each row has one answer. */
  readonly place: number | null;
}): VNode {
  return (
    <>
      <th scope="row" class="numeric">
        {count(row)}
      </th>
      {place !== null && <td class="numeric">{place}</td>}
    </>
  );
}

/** Names of the file's columns. */
export function ColumnHeads({ names }: { readonly names: readonly string[] }): VNode {
  return (
    <>
      {names.slice(0, MOST_COLUMNS).map((name, i) => (
        <th key={i} scope="col">
          <bdi>{name}</bdi>
        </th>
      ))}
    </>
  );
}

/** A row as the file has it. */
export function ColumnCells({ cells }: { readonly cells: readonly (string | null)[] }): VNode {
  return (
    <>
      {cells.slice(0, MOST_COLUMNS).map((cell, i) => (
        <td key={i}>
          <bdi>{cell ?? ''}</bdi>
        </td>
      ))}
    </>
  );
}
