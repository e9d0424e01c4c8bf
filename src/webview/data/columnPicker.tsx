import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useId, useRef } from 'preact/hooks';
import type { ColumnInfo } from '../../protocol/data';
import { Codicon } from '../ui/codicon';
import { count } from '../ui/numberFormat';
import { ROW_HEIGHT, useTableFocus } from '../ui/tableFocus';
import { useRowsInSight } from '../ui/virtualRows';
import { columnSummary, withColumns } from './columnSummary';

/** Rows of the list that are seen at once. */
const ROWS_IN_SIGHT = 8;

/** Columns by name; thousands of them too, of which only those within sight are in the page. */
export function ColumnPicker({
  label,
  of,
  columns,
  chosen,
  onChange,
}: {
  readonly label: string;
  /** The input or output that they are for, to be spoken. */
  readonly of: string;
  readonly columns: readonly ColumnInfo[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}): VNode {
  const open = useSignal(false);
  const id = useId();
  return (
    <div class="dataColumns">
      <button
        type="button"
        class="dataPick"
        aria-expanded={open.value}
        aria-controls={id}
        title={chosen.slice(0, 50).join('\n')}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <Codicon glyph={open.value ? 'chevron-down' : 'chevron-right'} />
        <span class="control-label">{label}</span>
        <bdi>{columnSummary(chosen)}</bdi>
      </button>
      {open.value && (
        <ColumnList id={id} of={of} columns={columns} chosen={chosen} onChange={onChange} />
      )}
    </div>
  );
}

function ColumnList({
  id,
  of,
  columns,
  chosen,
  onChange,
}: {
  readonly id: string;
  readonly of: string;
  readonly columns: readonly ColumnInfo[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}): VNode {
  const filter = useSignal('');
  const focused = useSignal(0);
  /** Where a choice of several with Shift begins. */
  const from = useRef(0);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const wanted = filter.value.trim().toLowerCase();
  const shown = columns.filter(({ name }) => name.toLowerCase().includes(wanted));
  const taken = new Set(chosen);
  const all = columns.map(({ name }) => name);
  const { start, end } = useRowsInSight(scroller, list, ROW_HEIGHT, shown.length);
  const change = (some: readonly ColumnInfo[], isTaken: boolean): void =>
    onChange(
      withColumns(
        chosen,
        all,
        some.map(({ name }) => name),
        isTaken,
      ),
    );
  const toggle = (at: number, many: boolean): void => {
    const column = shown[at];
    if (column === undefined) return;
    const first = many ? Math.min(from.current, at) : at;
    const last = many ? Math.max(from.current, at) : at;
    change(shown.slice(first, last + 1), !taken.has(column.name));
    from.current = at;
    focused.value = at;
  };
  const onKey = useTableFocus(scroller, list, focused, shown.length, (at) => toggle(at, false));
  const at = Math.min(focused.value, shown.length - 1);
  return (
    <div id={id} class="dataList">
      <div class="dataLine">
        <input
          class="dataFilter"
          type="search"
          aria-label={`Filter columns for ${of}`}
          placeholder="Filter by name"
          value={filter.value}
          onInput={(event) => {
            filter.value = event.currentTarget.value;
            focused.value = 0;
          }}
        />
        <button type="button" class="action" onClick={() => change(shown, true)}>
          All {wanted !== '' && 'shown'}
        </button>
        <button type="button" class="action" onClick={() => change(shown, false)}>
          None {wanted !== '' && 'shown'}
        </button>
      </div>
      <div
        ref={scroller}
        class="dataOptions"
        role="listbox"
        aria-multiselectable="true"
        aria-label={`Columns for ${of}`}
        aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
        tabIndex={0}
        style={{ height: `${Math.max(1, Math.min(ROWS_IN_SIGHT, shown.length)) * ROW_HEIGHT}px` }}
        onKeyDown={onKey}
      >
        <div ref={list} role="none" style={{ height: `${shown.length * ROW_HEIGHT}px` }}>
          <div role="none" style={{ transform: `translateY(${start * ROW_HEIGHT}px)` }}>
            {shown.slice(start, end).map((column, offset) => (
              <Option
                key={column.name}
                id={`${id}-${start + offset}`}
                column={column}
                isTaken={taken.has(column.name)}
                isFocused={start + offset === at}
                onToggle={(many) => toggle(start + offset, many)}
              />
            ))}
          </div>
        </div>
      </div>
      <p class="dataDim" role="status">
        {count(chosen.length)} of {count(columns.length)} chosen
        {wanted !== '' && `, ${count(shown.length)} shown`}. Shift chooses all up to a column.
      </p>
    </div>
  );
}

function Option({
  id,
  column: { name, shape, holds },
  isTaken,
  isFocused,
  onToggle,
}: {
  readonly id: string;
  readonly column: ColumnInfo;
  readonly isTaken: boolean;
  readonly isFocused: boolean;
  readonly onToggle: (many: boolean) => void;
}): VNode {
  const about = [shape.join(' × '), holds === 'numbers' ? '' : holds === 'both' ? 'mixed' : 'text']
    .filter((part) => part !== '')
    .join(' ');
  return (
    <div
      id={id}
      class={`dataOption${isFocused ? ' focused' : ''}`}
      role="option"
      aria-selected={isTaken}
      onClick={(event) => onToggle(event.shiftKey)}
    >
      <span class="dataTick">{isTaken && <Codicon glyph="check" />}</span>
      <bdi>{name}</bdi>
      {about !== '' && <span class="dataDim">{about}</span>}
    </div>
  );
}
