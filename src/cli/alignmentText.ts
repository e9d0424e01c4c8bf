import type { AlignedComparison } from '../core/align/alignment';
import {
  ALIGNMENT_COLUMNS,
  ALIGNMENT_NOTE,
  ALIGNMENT_TITLE,
  alignmentLines,
  alignmentTable,
  KEPT_TITLE,
  keptLines,
  MOVED_TITLE,
  movedLines,
} from '../core/compare/export/alignmentText';
import { printable } from '../core/format/sentence';
import { table } from './table';

/** Lines for people, as the reports have them. */
export function alignmentText(aligned: AlignedComparison): readonly string[] {
  const { alignment } = aligned;
  const rows = alignmentTable(alignment).map((cells) => cells.map(printable));
  return [
    ALIGNMENT_TITLE,
    ...alignmentLines(aligned).map(printable),
    ...(rows.length === 0 ? [] : ['', ALIGNMENT_NOTE, '', table(COLUMNS, rows)]),
    ...section(MOVED_TITLE, movedLines(alignment)),
    ...section(KEPT_TITLE, keptLines(alignment)),
  ];
}

/** As the titles of the other table are. */
const COLUMNS = ALIGNMENT_COLUMNS.map(({ title, ...column }) => ({
  title: title.charAt(0).toLowerCase() + title.slice(1),
  ...column,
}));

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${printable(line)}`)];
}
