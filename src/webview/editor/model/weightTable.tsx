import { computed, signal } from '@preact/signals';
import type { RefObject, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Codicon } from '../../ui/codicon';
import { persisted } from '../../ui/persisted';
import { measures } from '../measures';
import { selectWeight } from '../session';
import { useRowsInSight } from '../../ui/virtualRows';
import { type Column, COLUMNS } from './columns';
import { followLines, lines } from './lines';
import { nextSorting, sortLines, type Sorting } from './sortLines';
import { HEADER_HEIGHT, ROW_HEIGHT, useTableFocus } from '../../ui/tableFocus';
import { WeightRow } from './weightRow';

const sorting = persisted<Sorting | null>('tableSorting', null, isSorting);
const NO_MEASURES: typeof measures.value = new Map();
const order = computed(() => {
  const measured = COLUMNS.some(({ id, measured }) => measured && id === sorting.value?.column);
  return sortLines(lines.value, measured ? measures.value : NO_MEASURES, sorting.value);
});
/** Characters of the column of shapes. */
const LEAST_SHAPE = 9;
const MOST_SHAPE = 28;
/** Of a cell, on either side (media/modelPage.css). */
const CELL_PADDING = 8;
/** Wide enough for the longest shape, so that none is cut; a shape of dozens of axes is. */
const shapeWidth = computed(() => {
  const longest = lines.value.reduce(
    (most, { shape }) => Math.max(most, shape.length),
    LEAST_SHAPE,
  );
  return `calc(${Math.min(MOST_SHAPE, longest)}ch + ${2 * CELL_PADDING}px)`;
});
/** Row that the keyboard acts on, counted from the top as sorted. */
const focused = signal(0);

/** All weights with their statistics, sorted by any column. Only rows within sight are in the page. */
export function WeightTable({
  scroller,
}: {
  readonly scroller: RefObject<HTMLElement | null>;
}): VNode {
  const list = useRef<HTMLDivElement>(null);
  useEffect(followLines, []);
  const shown = order.value;
  const { start, end } = useRowsInSight(scroller, list, ROW_HEIGHT, shown.length);
  const choose = (position: number): void => {
    const line = lines.value[shown[position] ?? -1];
    if (line !== undefined) selectWeight(line.weight);
  };
  const onKeyDown = useTableFocus(scroller, list, focused, shown.length, choose);
  return (
    <div
      class="table"
      role="grid"
      aria-label="All weights"
      aria-rowcount={shown.length + 1}
      aria-colcount={COLUMNS.length}
      aria-activedescendant={shown.length === 0 ? undefined : `line-${focused.value}`}
      tabIndex={0}
      style={{ '--shape-width': shapeWidth.value }}
      onKeyDown={onKeyDown}
    >
      <div class="tableHead" role="row" aria-rowindex={1} style={{ height: `${HEADER_HEIGHT}px` }}>
        {COLUMNS.map((column) => (
          <Header key={column.id} column={column} />
        ))}
      </div>
      <div ref={list} role="rowgroup" style={{ height: `${shown.length * ROW_HEIGHT}px` }}>
        <div role="none" style={{ transform: `translateY(${start * ROW_HEIGHT}px)` }}>
          {shown.slice(start, end).map((index, offset) => {
            const line = lines.value[index];
            if (line === undefined) return null;
            const position = start + offset;
            return (
              <WeightRow
                key={line.weight}
                line={line}
                measure={measures.value.get(line.weight)}
                position={position}
                focused={position === focused.value}
                onChoose={() => choose(position)}
              />
            );
          })}
        </div>
      </div>
    </div>
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
