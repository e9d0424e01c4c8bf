import type { Signal } from '@preact/signals';
import type { ComponentChildren, RefObject, VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { HEADER_HEIGHT, ROW_HEIGHT, useTableFocus } from './tableFocus';
import { useRowsInSight } from './virtualRows';

/** A grid for the keyboard of which only rows within sight are in the page. */
export function RowTable(props: {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly class?: string;
  readonly style?: Readonly<Record<string, string>>;
  /** What is listed, or the id of the element that says so. */
  readonly label: string | { readonly id: string };
  readonly count: number;
  /** Position of the row that the keyboard acts on. */
  readonly focused: Signal<number>;
  readonly choose: (position: number) => void;
  /** Cells of the head, which stays while the rows scroll. */
  readonly head: ComponentChildren;
  /** The id of the row at a position is `name-position`. */
  readonly name: string;
  readonly row: (position: number) => VNode | null;
}): VNode {
  const { scroller, label, count, focused, name } = props;
  const list = useRef<HTMLDivElement>(null);
  const { start, end } = useRowsInSight(scroller, list, ROW_HEIGHT, count);
  const onKeyDown = useTableFocus(scroller, list, focused, count, props.choose);
  const isInSight = focused.value >= start && focused.value < end;
  return (
    <div
      class={`table ${props.class ?? ''}`}
      role="grid"
      aria-label={typeof label === 'string' ? label : undefined}
      aria-labelledby={typeof label === 'string' ? undefined : label.id}
      aria-rowcount={count + 1}
      aria-activedescendant={isInSight ? `${name}-${focused.value}` : undefined}
      tabIndex={0}
      style={props.style}
      onKeyDown={onKeyDown}
    >
      <div class="tableHead" role="row" aria-rowindex={1} style={{ height: `${HEADER_HEIGHT}px` }}>
        {props.head}
      </div>
      <div ref={list} role="rowgroup" style={{ height: `${count * ROW_HEIGHT}px` }}>
        <div role="none" style={{ transform: `translateY(${start * ROW_HEIGHT}px)` }}>
          {Array.from({ length: end - start }, (_, i) => props.row(start + i))}
        </div>
      </div>
    </div>
  );
}
