import { computed, signal } from '@preact/signals';
import type { RefObject, VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { Codicon } from '../../ui/codicon';
import { persisted } from '../../ui/persisted';
import { measures } from '../measures';
import { selectWeight } from '../session';
import type { WeightLine } from '../../../protocol/model';
import { type Column, COLUMNS } from './columns';
import { followLines, lines } from './lines';
import { nextSorting, sortLines, type Sorting } from './sortLines';
import { RowTable } from '../../ui/rowTable';
import { WeightRow } from './weightRow';

const sorting = persisted<Sorting | null>('tableSorting', null, isSorting);
const NO_MEASURES: typeof measures.value = new Map();
const order = computed(() => {
  const measured = COLUMNS.some(({ id, measured }) => measured && id === sorting.value?.column);
  return sortLines(lines.value, measured ? measures.value : NO_MEASURES, sorting.value);
});
/** Of a cell, on either side (media/modelPage.css). */
const CELL_PADDING = 8;
/** Wide enough for the longest text of a column, between so many characters. */
const widthOf = (text: (line: WeightLine) => string, least: number, most: number): string => {
  const longest = lines.value.reduce((length, line) => Math.max(length, text(line).length), least);
  return `calc(${Math.min(most, longest)}ch + ${2 * CELL_PADDING}px)`;
};
/** A shape of dozens of axes is cut, and so is a name that would leave the numbers no room. */
const widths = computed(() => ({
  '--name-width': widthOf(({ name }) => name, 14, 48),
  '--shape-width': widthOf(({ shape }) => shape, 9, 28),
}));
/** Row that the keyboard acts on, counted from the top as sorted. */
const focused = signal(0);

/** Sorts by the number of values that are NaN or infinite. */
export function listBrokenFirst(): void {
  sorting.value = { column: 'nonFinite', descending: true };
}

/** All weights with their statistics, sorted by any column. */
export function WeightTable({
  scroller,
}: {
  readonly scroller: RefObject<HTMLElement | null>;
}): VNode {
  useEffect(followLines, []);
  const shown = order.value;
  const choose = (position: number): void => {
    const line = lines.value[shown[position] ?? -1];
    if (line !== undefined) selectWeight(line.weight);
  };
  return (
    <RowTable
      scroller={scroller}
      style={widths.value}
      label="All weights"
      count={shown.length}
      focused={focused}
      choose={choose}
      name="line"
      head={COLUMNS.map((column) => (
        <Header key={column.id} column={column} />
      ))}
      row={(position) => {
        const line = lines.value[shown[position] ?? -1];
        return line === undefined ? null : (
          <WeightRow
            key={line.weight}
            line={line}
            measure={measures.value.get(line.weight)}
            position={position}
            focused={position === focused.value}
            onChoose={() => choose(position)}
          />
        );
      }}
    />
  );
}

function Header({ column }: { readonly column: Column }): VNode {
  const { id, title, definition, numeric } = column;
  const active = sorting.value?.column === id ? sorting.value : null;
  const descending = active?.descending ?? numeric;
  const arrow = (
    <Codicon
      glyph={descending ? 'triangle-down' : 'triangle-up'}
      class={active === null ? 'idle' : ''}
    />
  );
  return (
    <div
      role="columnheader"
      class={`cell ${id}${numeric ? ' numeric' : ''}`}
      aria-sort={active === null ? 'none' : active.descending ? 'descending' : 'ascending'}
    >
      <button
        type="button"
        title={`${definition}.\nClick to sort.`}
        onClick={() => (sorting.value = nextSorting(sorting.value, id, numeric))}
      >
        {numeric && arrow}
        {title}
        {!numeric && arrow}
      </button>
    </div>
  );
}

function isSorting(value: unknown): value is Sorting | null {
  if (value === null) return true;
  return (
    typeof value === 'object' &&
    'column' in value &&
    typeof value.column === 'string' &&
    'descending' in value &&
    typeof value.descending === 'boolean'
  );
}
