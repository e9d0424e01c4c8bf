import type { NumberValues } from '../format/weightSource';
import { elementsOf } from '../model/strides';

/** What a file of data holds in one place. */
export type Cell = string | number | boolean | null;

/** A table is held in memory, 8 bytes a cell: 400 MB at most. MNIST has 47 million cells. */
export const MAX_CELLS = 50_000_000;
/** More names than anyone can choose from, or a file that is no table. */
export const MAX_COLUMNS = 100_000;
/** Characters of all different texts of a table: labels are few and short; more is prose. */
export const MAX_TEXT = 32_000_000;

export interface TableColumn {
  readonly name: string;
  /** Of one row: [] is one cell, [28, 28] a picture. */
  readonly shape: readonly number[];
  /** Row after row; NaN where there is a text or nothing. */
  readonly numbers: NumberValues;
  /** Place in `words` of each cell that is a text, -1 of the others; null where there are no texts. */
  readonly codes: Int32Array | null;
  readonly words: readonly string[];
}

/** Rows of data before anyone knows which column is what. Sentences count rows from 1, below the header. */
export interface Table {
  /** Of the file, for sentences. */
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly TableColumn[];
}

export function cellsPerRow(column: TableColumn): number {
  return elementsOf(column.shape);
}

/** Whether every cell is a finite number by the type of the array alone. */
export function isWhole({ numbers, codes }: TableColumn): boolean {
  return codes === null && !(numbers instanceof Float64Array || numbers instanceof Float32Array);
}

/** Neither a number nor a text. */
export function isMissing({ numbers, codes }: TableColumn, cell: number): boolean {
  return Number.isNaN(numbers[cell]) && (codes?.[cell] ?? -1) < 0;
}

/** The text of a cell, or of the number in it: what a label is called. */
export function labelAt({ numbers, codes, words }: TableColumn, cell: number): string {
  return words[codes?.[cell] ?? -1] ?? String(numbers[cell]);
}

/** By name. Names are unique in a table. */
export function columnsByName(table: Table): ReadonlyMap<string, TableColumn> {
  return new Map(table.columns.map((column) => [column.name, column]));
}
