import type { TextColumn } from '../core/compare/export/textColumn';

/** Lines of text, columns padded to their widest cell; the last of words is not. */
export function table(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
): string {
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
