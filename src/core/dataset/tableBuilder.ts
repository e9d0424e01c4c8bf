import { ModelFormatError } from '../errors';
import { plural, shownName } from '../format/sentence';
import { isMissingText, numberOf } from './cellText';
import { ColumnBuilder } from './columnBuilder';
import { type Cell, MAX_CELLS, MAX_COLUMNS, MAX_TEXT, type Table } from './table';

/** Refuses a file of data as a whole. */
export function refusedData(file: string, clause: string): ModelFormatError {
  return new ModelFormatError(`${shownName(file)} ${clause}`, { file });
}

/** Takes rows one after the other, as a parser of CSV or JSON finds them. */
export class TableBuilder {
  private names: readonly string[] | undefined;
  private columns: ColumnBuilder[] = [];
  private isFirst = true;
  private rows = 0;

  /** @param header whether the first row holds names; 'auto': where all of it is text. */
  constructor(
    private readonly file: string,
    private readonly header: boolean | 'auto',
  ) {}

  /** @throws ModelFormatError where it has not as many cells as the first, or a limit is passed. */
  add(row: readonly Cell[]): void {
    const isHeader = this.isFirst && (this.header === 'auto' ? looksLikeNames(row) : this.header);
    if (this.isFirst) this.begin(row, isHeader);
    this.isFirst = false;
    if (isHeader) return;
    this.rows++;
    if (row.length !== this.columns.length)
      throw refusedData(
        this.file,
        `has ${plural(row.length, 'value')} in row ${this.rows}, and ${plural(this.columns.length, 'column')} in ${this.names === undefined ? 'row 1' : 'its header'}. Correct that row, or choose another delimiter.`,
      );
    if (this.rows * row.length > MAX_CELLS)
      throw refusedData(
        this.file,
        `has more than ${MAX_CELLS / 1e6} million values. Take a part of its rows.`,
      );
    row.forEach((cell, i) => this.columns[i]?.add(cell));
    // Looked at seldom, as it takes all columns.
    if (this.rows % 1024 === 0) this.checkText();
  }

  /** @throws ModelFormatError where there are no rows. */
  build(): Table {
    this.checkText();
    if (this.rows === 0) throw refusedData(this.file, 'has no rows of data.');
    const names = uniqueNames(this.names ?? [], this.columns.length);
    return {
      name: this.file,
      rows: this.rows,
      columns: this.columns.map((column, i) => column.build(names[i] ?? '')),
    };
  }

  private begin(row: readonly Cell[], isHeader: boolean): void {
    if (row.length > MAX_COLUMNS)
      throw refusedData(this.file, `has ${row.length} columns, more than can be chosen from.`);
    if (isHeader) this.names = row.map((cell) => String(cell ?? '').trim());
    this.columns = row.map(() => new ColumnBuilder());
  }

  private checkText(): void {
    const length = this.columns.reduce((sum, { textLength }) => sum + textLength, 0);
    if (length > MAX_TEXT)
      throw refusedData(this.file, 'holds more text than labels have. Leave out columns of prose.');
  }
}

/** Names of columns are texts; a blank one is the index that pandas writes. */
function looksLikeNames(row: readonly Cell[]): boolean {
  const isName = (cell: Cell): boolean =>
    typeof cell === 'string' && numberOf(cell) === undefined && !isMissingText(cell);
  return row.some(isName) && row.every((cell) => isName(cell) || cell === '' || cell === null);
}

/** Blank names become "column 3", and a second "x" becomes "x (2)". */
function uniqueNames(names: readonly string[], count: number): readonly string[] {
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, i) => {
    const stated = names[i] ?? '';
    const base = stated === '' ? `column ${i + 1}` : stated;
    let name = base;
    for (let again = 2; taken.has(name); again++) name = `${base} (${again})`;
    taken.add(name);
    return name;
  });
}
