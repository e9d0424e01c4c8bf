import type { AlignedComparison } from '../core/align/alignment';
import {
  ALIGNMENT_COLUMNS,
  ALIGNMENT_NOTE,
  alignmentSection,
  alignmentTable,
} from '../core/compare/export/alignmentText';
import { printable } from '../core/format/sentence';
import { table } from './table';

/** Lines for people, as the reports have them. */
export function alignmentText(aligned: AlignedComparison): readonly string[] {
  const { title, lines, parts } = alignmentSection(aligned);
  const rows = alignmentTable(aligned.alignment).map((cells) => cells.map(printable));
  return [
    title,
    ...lines.map(printable),
    ...(rows.length === 0 ? [] : ['', ALIGNMENT_NOTE, '', table(COLUMNS, rows)]),
    ...parts.flatMap((part) => [
      '',
      part.title,
      ...part.lines.map((line) => `  ${printable(line)}`),
    ]),
  ];
}

/** As the titles of the other table are. */
const COLUMNS = ALIGNMENT_COLUMNS.map(({ title, ...column }) => ({
  title: title.charAt(0).toLowerCase() + title.slice(1),
  ...column,
}));
