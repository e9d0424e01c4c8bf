import type { VNode } from 'preact';
import { counted } from '../ui/amounts';
import { count } from '../ui/numberFormat';
import type { DataState } from './dataState';

/** The first rows of the file, and what each column is taken for. */
export function PreviewTable({ data }: { readonly data: DataState }): VNode | null {
  const [table, preview] = [data.rows.value, data.preview.value];
  if (table === null || preview === null) return null;
  const roles = rolesOf(data);
  const { names, rows, first } = preview;
  const cut =
    names.length < table.columns.length
      ? ` The first ${count(names.length)} of ${counted(table.columns.length, 'column')}.`
      : '';
  return (
    <figure class="dataPreview">
      <div class="dataScroll" role="region" aria-label="Rows of the data" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span class="unseen">Row</span>
              </th>
              {names.map((name) => (
                <th key={name} scope="col" class={roles.has(name) ? undefined : 'unused'}>
                  <bdi>{name}</bdi>
                  <span class="dataDim">{roles.get(name) ?? 'not used'}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, i) => (
              <tr key={i}>
                <th scope="row">{first + i}</th>
                {cells.map((cell, j) => (
                  <td key={j} class={isNumber(cell) ? 'numeric' : undefined}>
                    {cell === null ? <span class="dataDim">no value</span> : <bdi>{cell}</bdi>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <figcaption class="dataDim">
        Rows {count(first)} to {count(first + rows.length - 1)} of {count(table.rows)}.{cut}
      </figcaption>
    </figure>
  );
}

function isNumber(cell: string | null): boolean {
  return cell !== null && Number.isFinite(Number(cell));
}

function rolesOf(data: DataState): ReadonlyMap<string, string> {
  const roles = new Map<string, string>();
  const { inputs = [], targets = [] } = data.choice.value ?? {};
  for (const [i, { columns }] of inputs.entries())
    for (const name of columns) roles.set(name, inputs.length > 1 ? `input ${i + 1}` : 'input');
  for (const [i, { columns }] of targets.entries())
    for (const name of columns)
      roles.set(
        name,
        [roles.get(name), targets.length > 1 ? `target ${i + 1}` : 'target']
          .filter((role) => role !== undefined)
          .join(', '),
      );
  return roles;
}
