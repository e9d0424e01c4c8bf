import { ALIGNED_COLUMNS, alignedRows, type AlignedRow, NULL_TELLS } from '../../align/alignedRows';
import type { AlignedComparison, Alignment } from '../../align/alignment';
import {
  assumedText,
  checkText,
  keptSentences,
  movedOf,
  movedText,
  nullText,
} from '../../align/alignText';
import type { TextColumn } from './textColumn';

/** Titles of what a file or a terminal shows of an alignment. */
export const ALIGNMENT_TITLE = 'Units of B in the order of A';
export const MOVED_TITLE = 'Units moved';
export const KEPT_TITLE = 'Units that keep their order';

/** What its table shows, below `ALIGNMENT_TITLE`. */
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

/** Names of files stand in these lines: the caller makes them fit for its format. */
export function alignmentLines({ alignment, check }: AlignedComparison): readonly string[] {
  const said = [movedText, nullText, assumedText].map((text) => text(alignment));
  return [...said, checkText(check)].filter((line) => line !== null);
}

/** "dense_1: 5 of 12 (41.67 %)", for layers whose units share one order. */
export function movedLines({ groups }: Pick<Alignment, 'groups'>): readonly string[] {
  return groups.map((group) => `${group.layers.join(' + ')}: ${movedOf(group)}`);
}

export function keptLines({ kept }: Pick<Alignment, 'kept'>): readonly string[] {
  return keptSentences(kept).map(({ layers, reason }) => `${layers.join(', ')}: ${reason}`);
}

/** Both names where they differ. */
export function pairName({ name, nameInB }: Pick<AlignedRow, 'name' | 'nameInB'>): string {
  return name === nameInB ? name : `${name} ↔ ${nameInB}`;
}
