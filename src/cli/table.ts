import type { TextColumn } from '../core/compare/export/textColumn';

/** A name of 10 KB pushes its own line aside, not those of all others. */
const MOST_PADDED = 120;

/** Lines of text, columns padded to their widest cell; the last of words is not. */
export function table(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
): string {
  const widths = columns.map(({ title }, i) =>
    rows.reduce((widest, row) => {
      const { length } = row[i] ?? '';
      return length > MOST_PADDED ? widest : Math.max(widest, length);
    }, title.length),
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
