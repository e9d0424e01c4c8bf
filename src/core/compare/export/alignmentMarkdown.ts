import type { AlignedComparison } from '../../align/alignment';
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
} from './alignmentText';
import { cell } from '../../markdownCell';
import { markdownTable } from './markdownTable';

/** A section of a report. */
export function alignmentMarkdown(aligned: AlignedComparison): readonly string[] {
  const { alignment } = aligned;
  const rows = alignmentTable(alignment);
  return [
    ...['', `## ${ALIGNMENT_TITLE}`, ''],
    ...list(alignmentLines(aligned)),
    ...(rows.length === 0
      ? []
      : ['', cell(ALIGNMENT_NOTE), '', ...markdownTable(ALIGNMENT_COLUMNS, rows)]),
    ...section(MOVED_TITLE, movedLines(alignment)),
    ...section(KEPT_TITLE, keptLines(alignment)),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `### ${title}`, '', ...list(lines)];
}

function list(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `- ${cell(line)}`);
}
