/** A column's heading and whether its cells are numbers, which stand to the right. */
export interface Column {
  readonly title: string;
  readonly number?: boolean;
}

/** Lines of text, columns padded to their widest cell; the last of words is not. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, i) =>
    Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ number }, i) => {
        const [cell, width] = [cells[i] ?? '', widths[i] ?? 0];
        return number === true ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...rows.map(line)].join('\n');
}

/** Four significant digits; "n/a" where the number does not exist. */
export function figure(value: number | null): string {
  if (value === null) return 'n/a';
  return String(Number(value.toPrecision(4)));
}

export { count as grouped } from '../core/shownNumber';

/** Names come from files: control characters would speak to the terminal. */
export function printable(name: string): string {
  return name.replace(/\p{Cc}/gu, '\uFFFD');
}
