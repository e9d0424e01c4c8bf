import type { AlignedComparison } from '../../align/alignment';
import {
  ALIGNMENT_COLUMNS,
  ALIGNMENT_NOTE,
  alignmentSection,
  alignmentTable,
} from './alignmentText';
import { cell } from '../../markdownCell';
import { markdownTable } from './markdownTable';

/** A section of a report. */
export function alignmentMarkdown(aligned: AlignedComparison): readonly string[] {
  const { title, lines, parts } = alignmentSection(aligned);
  const rows = alignmentTable(aligned.alignment);
  return [
    ...['', `## ${title}`, ''],
    ...list(lines),
    ...(rows.length === 0
      ? []
      : ['', cell(ALIGNMENT_NOTE), '', ...markdownTable(ALIGNMENT_COLUMNS, rows)]),
    ...parts.flatMap((part) => ['', `### ${part.title}`, '', ...list(part.lines)]),
  ];
}

function list(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `- ${cell(line)}`);
}
