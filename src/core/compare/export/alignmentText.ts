import { ALIGNED_COLUMNS, alignedRows, NULL_TELLS } from '../../align/alignedRows';
import type { AlignedComparison, Alignment } from '../../align/alignment';
import {
  assumedText,
  checkText,
  keptSentences,
  movedOf,
  movedText,
  nullText,
} from '../../align/alignText';
import { pairName } from '../pairText';
import type { TextColumn } from './textColumn';

/** What a file or a terminal shows of an alignment; names of files stand in it, which the writer makes fit for its format. */
export interface AlignmentSection {
  readonly title: string;
  readonly lines: readonly string[];
  /** In front of them comes the table; those without lines are left out. */
  readonly parts: readonly { readonly title: string; readonly lines: readonly string[] }[];
}

/** What its table shows. */
export const ALIGNMENT_NOTE = `Before → after units of B are reordered, of the tensors that this changes; everything else here is of B as it is. Null: ${NULL_TELLS}.`;

export const ALIGNMENT_COLUMNS: readonly TextColumn[] = [
  ...[{ title: 'Tensor' }, { title: 'Shape' }],
  ...ALIGNED_COLUMNS.map(({ title }) => ({ title, number: true })),
  { title: 'Note' },
];

/** Tensors stand in from their layer, by blanks that Markdown does not take away. */
export function alignmentTable(alignment: Alignment): readonly (readonly string[])[] {
  return alignedRows(alignment).map((row) => [
    `${'\u00a0\u00a0'.repeat(row.depth)}${pairName(row)}`,
    ...[row.shape, ...row.cells, row.identical ? 'bit-identical' : ''],
  ]);
}

export function alignmentSection({ alignment, check }: AlignedComparison): AlignmentSection {
  const said = [movedText, nullText, assumedText].map((text) => text(alignment));
  const parts = [
    { title: 'Units moved', lines: movedLines(alignment) },
    { title: 'Units that keep their order', lines: keptLines(alignment) },
  ];
  return {
    title: 'Units of B in the order of A',
    lines: [...said, checkText(check)].filter((line) => line !== null),
    parts: parts.filter(({ lines }) => lines.length > 0),
  };
}

/** "dense_1: 5 of 12 (41.67 %)", for layers whose units share one order. */
function movedLines({ groups }: Pick<Alignment, 'groups'>): readonly string[] {
  return groups.map((group) => `${group.layers.join(' + ')}: ${movedOf(group)}`);
}

function keptLines({ kept }: Pick<Alignment, 'kept'>): readonly string[] {
  return keptSentences(kept).map(({ layers, reason }) => `${layers.join(', ')}: ${reason}`);
}
