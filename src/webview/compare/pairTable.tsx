import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { bringIntoSight, HEADER_HEIGHT, movedTo, ROW_HEIGHT } from '../ui/tableFocus';
import { useRowsInSight } from '../ui/virtualRows';
import type { CompareItem } from './items';
import { LayerRow, PairRow } from './pairRow';
import { select } from './session';
import { items, reveals, selected, start as sides } from './state';

const COLUMNS = [
  {
    id: 'relative',
    text: 'Relative',
    title: '‖A − B‖ / ‖A‖ over the places where both values are finite',
  },
  {
    id: 'cosine',
    text: 'Cosine',
    title: 'Cosine of the angle between A and B as vectors: 1 for the same direction',
  },
  { id: 'largest', text: 'Max |Δ|', title: 'Largest |B − A| where both values are finite' },
  {
    id: 'changed',
    text: 'Changed',
    title: 'Share of values whose bits differ. NaN equals NaN here; 0 and -0 differ',
  },
] as const;

/** All pairs, one a line. Only lines within sight are in the page. */
export function PairTable(): VNode {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const all = items.value;
  const reference = `The reference is A, ${sides.value?.a.name ?? ''}`;
  const chosen = selected.value?.pair;
  const at = all.findIndex((item) => 'line' in item && item.line.pair === chosen);
  const { start, end } = useRowsInSight(scroller, list, ROW_HEIGHT, all.length);
  const asked = reveals.value;
  useEffect(() => {
    const view = scroller.current;
    if (asked === 0 || view === null || list.current === null) return;
    if (at >= 0) bringIntoSight(view, list.current, at);
    // The button that was pressed has gone with its row, or is out of use.
    const { activeElement } = document;
    if (activeElement === document.body || activeElement?.matches(':disabled') === true)
      view.querySelector<HTMLElement>('[role=grid]')?.focus();
  }, [asked]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const view = scroller.current;
    if (view === null || list.current === null) return;
    if (event.ctrlKey || event.metaKey || event.altKey || all.length === 0) return;
    const pageRows = Math.floor((view.clientHeight - HEADER_HEIGHT) / ROW_HEIGHT);
    const position = movedTo(event.key, at, all.length, pageRows);
    if (position === undefined) return;
    event.preventDefault();
    const next = pairNear(all, position, position >= at ? 1 : -1);
    const item = all[next];
    if (item === undefined || !('line' in item)) return;
    select(item.line);
    bringIntoSight(view, list.current, next);
  };
  return (
    <div ref={scroller} class="compareScroller">
      <div
        class="table compareTable"
        role="grid"
        aria-label="Tensors of A and B"
        aria-rowcount={all.length + 1}
        aria-activedescendant={at >= start && at < end ? `pair-${at}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div
          class="tableHead"
          role="row"
          aria-rowindex={1}
          style={{ height: `${HEADER_HEIGHT}px` }}
        >
          <div role="columnheader" class="cell">
            Tensor
          </div>
          {COLUMNS.map(({ id, text, title }) => (
            <div
              key={id}
              role="columnheader"
              class={`cell numeric ${id}`}
              title={`${title}. ${reference}`}
            >
              {text}
            </div>
          ))}
        </div>
        <div ref={list} role="rowgroup" style={{ height: `${all.length * ROW_HEIGHT}px` }}>
          <div role="none" style={{ transform: `translateY(${start * ROW_HEIGHT}px)` }}>
            {all.slice(start, end).map((item, offset) => {
              const position = start + offset;
              return 'line' in item ? (
                <PairRow
                  key={`pair ${item.line.pair}`}
                  item={item}
                  position={position}
                  chosen={position === at}
                />
              ) : (
                <LayerRow key={`layer ${position}`} item={item} position={position} />
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}

/** The pair at a position, or the next one in the direction of travel where a layer stands there, or else the other way. */
function pairNear(all: readonly CompareItem[], position: number, step: 1 | -1): number {
  for (const by of [step, -step]) {
    for (let i = position; i >= 0 && i < all.length; i += by) {
      const item = all[i];
      if (item !== undefined && 'line' in item) return i;
    }
  }
  return -1;
}
