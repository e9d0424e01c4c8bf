import { cell } from '../../markdownCell';
import type { TextColumn } from './textColumn';

/** The lines of a table. */
export function markdownTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const titles = columns.map(({ title }) => title);
  const sides = columns.map(({ number }) => (number === true ? '---:' : '---'));
  return [tableRow(titles), `| ${sides.join(' | ')} |`, ...rows.map(tableRow)];
}

function tableRow(texts: readonly string[]): string {
  return `| ${texts.map(cell).join(' | ')} |`;
}
