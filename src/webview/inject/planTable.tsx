import { computed } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useRowsInSight } from '../ui/virtualRows';
import { inclusion, type Row } from './choices';
import { planItems } from './planRows';
import { PlanRow } from './planRow';
import { choose, rows } from './state';

/** As media/inject.css has it. */
const ROW_HEIGHT = 30;

const items = computed(() => planItems(rows.value));

/** Target and source of every weight. Only rows within sight are in the page. */
export function PlanTable(): VNode {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const all = items.value;
  const { start, end } = useRowsInSight(scroller, list, ROW_HEIGHT, all.length);
  return (
    <div
      ref={scroller}
      class="injectTable"
      role="table"
      aria-label="Target and source of every tensor"
      aria-rowcount={all.length + 1}
    >
      <div class="injectRow injectTableHead" role="row" aria-rowindex={1}>
        <span role="columnheader">
          <IncludeBox rows={rows.value} label="Inject all that can be" />
        </span>
        <span role="columnheader">Target</span>
        <span role="columnheader" class="injectShape">
          Shape
        </span>
        <span role="columnheader" class="injectSourceCell">
          Source
        </span>
        <span role="columnheader" class="injectMatch">
          Matched by
        </span>
        <span role="columnheader">Rule</span>
        <span role="columnheader">Notes</span>
      </div>
      <div ref={list} role="rowgroup" style={{ height: `${all.length * ROW_HEIGHT}px` }}>
        <div role="none" style={{ transform: `translateY(${start * ROW_HEIGHT}px)` }}>
          {all.slice(start, end).map((item, offset) => {
            const position = start + offset + 2;
            if ('row' in item)
              return (
                <PlanRow key={item.row.line.target.weight} row={item.row} position={position} />
              );
            return (
              <div
                key={`layer ${item.layer} ${position}`}
                class="injectRow injectLayer"
                role="row"
                aria-rowindex={position}
              >
                <span role="cell">
                  <IncludeBox rows={item.rows} label={`Inject all of ${item.layer}`} />
                </span>
                <span role="cell" class="injectLayerName">
                  <bdi>{item.layer}</bdi> <span class="injectDim">{item.className}</span>
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Takes in or leaves out several rows at once. */
function IncludeBox({
  rows: boxed,
  label,
}: {
  readonly rows: readonly Row[];
  readonly label: string;
}): VNode {
  const box = useRef<HTMLInputElement>(null);
  const state = inclusion(boxed);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = state === 'some';
  }, [state]);
  const possible = boxed.filter(({ reason }) => reason === null);
  return (
    <input
      ref={box}
      type="checkbox"
      aria-label={label}
      checked={state === 'all'}
      disabled={possible.length === 0}
      onChange={(event) =>
        choose(
          possible.map(({ line }) => line.target.weight),
          { include: event.currentTarget.checked },
        )
      }
    />
  );
}
