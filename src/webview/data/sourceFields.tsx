import type { VNode } from 'preact';
import type { TableInfo } from '../../protocol/data';
import type { TableRole } from '../../protocol/dataPage';
import { counted } from '../ui/amounts';
import { Codicon } from '../ui/codicon';
import { Select } from '../ui/controls';
import type { DataState } from './dataState';

/** The file or folder that rows come from, and how it is read. */
export function SourceFields({
  data,
  as,
}: {
  readonly data: DataState;
  readonly as: TableRole;
}): VNode {
  const table = as === 'rows' ? data.rows.value : data.validationTable.value;
  const problem = as === 'rows' ? data.problem.value : data.validationProblem.value;
  return (
    <div class="dataSource">
      <button
        type="button"
        class="dataPick"
        title={
          table === null
            ? 'CSV, JSON, npz, or a folder with a folder of images for each class'
            : `${table.source.label}\nChoose other data`
        }
        onClick={() => void data.choose(as)}
      >
        <Codicon glyph={table?.source.kind === 'images' ? 'folder' : 'table'} />
        <bdi>{table === null ? 'Choose Data…' : table.source.label}</bdi>
        <Codicon glyph="chevron-down" />
      </button>
      {table !== null && (
        <span class="dataDim" role="status">
          {counted(table.rows, 'row')}, {counted(table.columns.length, 'column')}
        </span>
      )}
      {table !== null && isCsv(table) && <CsvFields data={data} as={as} table={table} />}
      {problem !== null && (
        <p class="dataProblem" role="alert">
          <bdi>{problem}</bdi>
        </p>
      )}
    </div>
  );
}

/** While a file is read. */
export function Reading({ data }: { readonly data: DataState }): VNode | null {
  const fraction = data.reading.value;
  if (fraction === null) return null;
  return (
    <div class="dataReading">
      <progress class="progress" aria-label="Reading the data" max={1} value={fraction} />
      <button type="button" class="action" onClick={() => data.cancelReading()}>
        Cancel
      </button>
    </div>
  );
}

function isCsv({ source }: TableInfo): boolean {
  return source.kind === 'file' && !/\.(?:json|npz)$/i.test(source.fileName);
}

const HEADERS = [
  { value: 'auto', label: 'Found by itself' },
  { value: 'yes', label: 'Names' },
  { value: 'no', label: 'Data' },
] as const;

const DELIMITERS = [
  { value: 'auto', label: 'Found by itself' },
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar |' },
  { value: ' ', label: 'Space' },
] as const;

function CsvFields({
  data,
  as,
  table: { source },
}: {
  readonly data: DataState;
  readonly as: TableRole;
  readonly table: TableInfo;
}): VNode {
  const { header, delimiter } = source;
  return (
    <div class="dataLine">
      <Select
        label="First row"
        title="Whether the first row holds the names of the columns"
        value={header === 'auto' ? 'auto' : header ? 'yes' : 'no'}
        choices={HEADERS}
        onChange={(chosen) =>
          void data.reopen(as, chosen === 'auto' ? 'auto' : chosen === 'yes', delimiter)
        }
      />
      <Select
        label="Delimiter"
        title="What stands between two values"
        value={delimiter}
        choices={DELIMITERS}
        onChange={(chosen) => void data.reopen(as, header, chosen)}
      />
    </div>
  );
}
