import { useComputed, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useId, useRef } from 'preact/hooks';
import type { LargestChanges } from '../../../core/compare/largestChanges';
import { flatten, unflatten } from '../../../core/model/matrixView';
import { indexText } from '../../tensor/axisText';
import { isFractional } from '../../tensor/fractional';
import type { TensorState } from '../../tensor/tensorState';
import { cellText, numberText } from '../../ui/numberFormat';
import { RowTable } from '../../ui/rowTable';
import { HEADER_HEIGHT, ROW_HEIGHT } from '../../ui/tableFocus';

/** Index and values of each, in an order that is given. */
export function LargestChangesTable(props: {
  readonly changes: LargestChanges;
  /** Indices into the changes. */
  readonly order: readonly number[];
  readonly state: TensorState;
  readonly labelledBy: string;
}): VNode {
  const { changes, order, state, labelledBy } = props;
  const { shape, axes, dtype } = state.detail;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const focused = useSignal(0);
  const go = (position: number): void => {
    focused.value = position;
    const at = changes.at[order[position] ?? 0];
    if (at !== undefined && shape.length > 0) state.jumpFlat(at);
  };
  const selected = useComputed(() => {
    const focus = state.selection.value?.focus;
    return focus === undefined ? -1 : flatten(state.index(focus), shape);
  }).value;
  const stored = isFractional(dtype) ? 'float32' : 'integer';
  const changeText = (change: number): string =>
    dtype === 'string' ? '' : numberText(rounded(change, stored), 'full', stored);
  const height = Math.min(order.length, 10) * ROW_HEIGHT + HEADER_HEIGHT;
  return (
    <div ref={scroller} class="largestScroller" style={{ maxHeight: `${height + 4}px` }}>
      <RowTable
        scroller={scroller}
        class="largestTable"
        label={{ id: labelledBy }}
        count={order.length}
        focused={focused}
        choose={go}
        name={id}
        head={['Index', 'A', 'B', 'B − A'].map((title, i) => (
          <div key={title} role="columnheader" class={i === 0 ? 'cell' : 'cell numeric'}>
            {title}
          </div>
        ))}
        row={(position) => {
          const i = order[position] ?? 0;
          const at = changes.at[i] ?? 0;
          const index = unflatten(at, shape);
          const isFocused = position === focused.value;
          const [a, b] = [cellText(changes.a, i, 'full'), cellText(changes.b, i, 'full')];
          return (
            <div
              key={at}
              id={`${id}-${position}`}
              role="row"
              class={`tableRow${isFocused ? ' focused' : ''}${at === selected ? ' chosen' : ''}`}
              style={{ height: `${ROW_HEIGHT}px` }}
              aria-rowindex={position + 2}
              aria-selected={at === selected}
              title={`[${index.join(', ')}]\nA ${a}\nB ${b}`}
              onClick={() => go(position)}
            >
              <div role="gridcell" class="cell">
                {index.map((one, axis) => indexText(axes[axis], one)).join(', ') || 'scalar'}
              </div>
              {[a, b, changeText(changes.change[i] ?? 0)].map((text, column) => (
                <div key={column} role="gridcell" class="cell numeric">
                  {text}
                </div>
              ))}
            </div>
          );
        }}
      />
    </div>
  );
}

/** As the pictures and the grid have differences. */
function rounded(change: number, stored: 'float32' | 'integer'): number {
  return stored === 'float32' ? Math.fround(change) : change;
}
