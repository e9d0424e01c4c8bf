import { computed, effect, type Signal, signal } from '@preact/signals';
import { columnCount, rowCount } from '../../core/model/matrixView';
import type { ValuesOf, WeightDetail } from '../../protocol/model';
import { track } from '../ui/track';
import { CellSource } from './grid/cellSource';
import type { TensorHelp } from './tensorHelp';
import { createTensorState, type TensorState } from './tensorState';
import { TileSource } from './tiles/tileSource';

/**
 * One tensor as the files have it (or as model A does), as edits leave it (or model B), and the
 * difference; all three show the same place.
 */
export interface Versions {
  readonly before: TensorState;
  readonly after: TensorState;
  readonly change: TensorState;
  refresh(): void;
  dispose(): void;
}

export function createVersions(detail: WeightDetail, help: TensorHelp): Versions {
  const shared = createTensorState(detail, help, { remembered: false });
  // Colours can be compared only on one scale.
  const scale = signal(0);
  const before = version(shared, 'stored', scale);
  const after = version(shared, 'edited', scale);
  const change = version(shared, 'change', signal(0));
  return {
    before,
    after,
    change,
    refresh: () => {
      for (const state of [before, after, change]) state.refresh();
    },
    dispose: () => {
      for (const state of [before, after, change, shared]) state.dispose();
    },
  };
}

/** @param seen Largest |value| met, the end of the colour scale. */
function version(shared: TensorState, of: ValuesOf, seen: Signal<number>): TensorState {
  const { weight, shape } = shared.detail;
  const { reader } = shared.help;
  const arrived = signal(0);
  const tilesArrived = signal(0);
  const view = shared.view.peek();
  const tiles = new TileSource(reader, weight, view, () => tilesArrived.value++, of);
  const cells = new CellSource(
    reader,
    weight,
    view,
    (shown) => ({ rows: rowCount(shape, shown), columns: columnCount(shape, shown) }),
    () => arrived.value++,
    of,
  );
  const stopFollowing = effect(() => {
    const shown = shared.view.value;
    tiles.show(shown);
    cells.show(shown);
    arrived.value = arrived.peek() + 1;
  });
  const stopReading = effect(() => {
    const focus = shared.selection.value?.focus;
    track(shared.view);
    if (focus === undefined) return;
    const { row, column } = focus;
    cells.want('selection', {
      rows: { start: row, end: row + 1 },
      columns: { start: column, end: column + 1 },
    });
  });
  return {
    ...shared,
    arrived,
    tilesArrived,
    tiles,
    cells,
    seen,
    measures: signal(null),
    limit: computed(() => (seen.value > 0 ? seen.value : null)),
    refresh: () => {
      tiles.refresh();
      cells.refresh();
    },
    dispose: () => {
      stopFollowing();
      stopReading();
      tiles.dispose();
      cells.dispose();
    },
  };
}
