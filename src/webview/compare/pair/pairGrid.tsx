import { effect, type Signal, untracked, useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { GridChoices } from '../../tensor/grid/gridChoices';
import { attachGridInput } from '../../tensor/grid/gridInput';
import { followGrid } from '../../tensor/grid/followGrid';
import { GridTable } from '../../tensor/grid/gridTable';
import type { NamedState } from '../../tensor/heatmap/heatmap';
import { look } from '../../tensor/look';
import type { Cell } from '../../tensor/selection';
import { numberFormat, tint } from '../../tensor/settings';
import type { TensorState } from '../../tensor/tensorState';
import { length } from '../../tensor/viewport';
import { Checkbox, Segments } from '../../ui/controls';
import { track } from '../../ui/track';
import { changedOnly, GRID_SIDES, gridSide } from '../state';

/** Exact numbers of A, B and their difference, side by side or one of them. */
export function PairGrid({
  versions,
  hovered,
}: {
  /** A, B and the difference. */
  readonly versions: readonly [a: NamedState, b: NamedState, change: NamedState];
  readonly hovered: Signal<Cell | null>;
}): VNode {
  const box = useRef<HTMLDivElement>(null);
  const [a, b] = versions;
  const { detail } = a.state;
  const side = gridSide.value;
  const shown: readonly NamedState[] =
    side === 'all' ? versions : [versions[GRID_SIDES.indexOf(side) - 1] ?? a];
  const rows = useComputed(() => length(a.state.extent.value.rows)).value;
  useLayoutEffect(() => {
    const element = box.current;
    const [first] = shown;
    if (element === null || first === undefined) return undefined;
    // What the grid before showed says nothing of this one.
    first.state.gridWindow.value = null;
    const grid = new GridTable(element, first.state, {
      label: `Values of ${detail.name}: ${shown.map(({ label }) => label).join(', ')}`,
      versions: shown,
      hovered,
      isBlank: (cell) => changedOnly.peek() && isEqual(a.state, b.state, cell),
    });
    const detach = [
      attachGridInput(grid, first.state, () => undefined, null),
      attachHover(grid, hovered),
      effect(() => {
        track(...versions.map(({ state }) => state.arrived), first.state.selection);
        track(...shown.map(({ state }) => state.limit));
        track(numberFormat, tint, look, changedOnly);
        grid.refresh();
      }),
      effect(() => {
        track(hovered);
        untracked(() => grid.restyle());
      }),
      ...followGrid(grid, first.state),
      // To leave out what is equal takes both, whichever is shown.
      effect(() => {
        const window = first.state.gridWindow.value;
        if (window === null || !changedOnly.value) return;
        for (const version of [a, b])
          if (!shown.includes(version)) version.state.cells.want('grid', window);
      }),
    ];
    return () => {
      for (const stop of detach) stop();
      grid.dispose();
    };
  }, [side]);
  return (
    <section class="grid-section" aria-label="Exact values">
      <div class="tensor-bar" role="toolbar" aria-label="Grid">
        <Segments
          label="Values in the grid"
          value={side}
          choices={[
            {
              value: 'all',
              label: 'A B Δ',
              title: 'A, B and B − A of each cell beside each other',
            },
            { value: 'a', label: 'A', title: 'Values of A alone' },
            { value: 'b', label: 'B', title: 'Values of B alone' },
            { value: 'change', label: 'Δ', title: 'B − A alone', spoken: 'B minus A' },
          ]}
          onChange={(chosen) => (gridSide.value = chosen)}
        />
        <GridChoices dtype={detail.dtype} />
        <Checkbox
          label="Changed only"
          title="Leave cells empty whose bits are the same in A and B; NaN equals NaN"
          checked={changedOnly.value}
          onChange={(checked) => (changedOnly.value = checked)}
        />
      </div>
      <div
        class={side === 'all' ? 'grid pairGrid grouped' : 'grid pairGrid'}
        style={{ '--grid-height': `${GridTable.heightFor(rows, side === 'all' ? 2 : 1)}px` }}
      >
        <div class="grid-table" ref={box} />
      </div>
    </section>
  );
}

/** Whether both values are known to be the same. */
function isEqual(a: TensorState, b: TensorState, { row, column }: Cell): boolean {
  const [ours, theirs] = [a.cells.get(row, column), b.cells.get(row, column)];
  return (
    ours !== undefined &&
    theirs !== undefined &&
    Object.is(ours.values[ours.index], theirs.values[theirs.index])
  );
}

/** The cell under the pointer is outlined in the pictures too. */
function attachHover(grid: GridTable, hovered: Signal<Cell | null>): () => void {
  const detach = new AbortController();
  const { signal } = detach;
  const { table } = grid;
  table.addEventListener(
    'mousemove',
    (event) => {
      const cell = grid.cellOf(event.target) ?? null;
      const known = hovered.peek();
      if (cell?.row !== known?.row || cell?.column !== known?.column) hovered.value = cell;
    },
    { signal },
  );
  table.addEventListener('mouseleave', () => (hovered.value = null), { signal });
  return () => detach.abort();
}
