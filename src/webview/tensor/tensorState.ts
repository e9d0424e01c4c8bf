import { batch, computed, effect, type ReadonlySignal, signal, type Signal } from '@preact/signals';
import {
  columnCount,
  indexOf,
  type MatrixView,
  rowCount,
  unflatten,
} from '../../core/model/matrixView';
import type { Measures } from '../../core/measure/statistics';
import type { WeightDetail } from '../../protocol/model';
import type { Size } from '../ui/elementSize';
import { CellSource } from './grid/cellSource';
import { placeIn, startOf, tensorPlace } from './place';
import { block, type Cell, type Selection, single } from './selection';
import { scaleMode, type Tab } from './settings';
import type { TensorHelp } from './tensorHelp';
import { TileSource } from './tiles/tileSource';
import { extentOf, placeOf } from './viewChoice';
import { contains, type Extent, type Fit, reveal, type Viewport } from './viewport';
import { track } from '../ui/track';

/** Panning moves the place many times a second; the host is told when it comes to rest. */
const SAVE_AFTER_MS = 250;

/** Everything that the parts of a tensor's page share, for one tensor, until another is selected. */
export interface TensorState {
  readonly detail: WeightDetail;
  readonly help: TensorHelp;
  readonly view: ReadonlySignal<MatrixView>;
  /** The gate to which columns are restricted, or null for all. */
  readonly part: ReadonlySignal<number | null>;
  readonly tab: Signal<Tab>;
  readonly extent: ReadonlySignal<Extent>;
  readonly selection: ReadonlySignal<Selection | null>;
  /** Null until the heatmap knows its size. */
  readonly viewport: Signal<Viewport | null>;
  /** How the viewport was fitted, so that a change of size fits it again; null once the person has moved it. */
  readonly fitted: Signal<Fit | 'first' | null>;
  /** Size of the heatmap's plot in CSS pixels. */
  readonly plot: Signal<Size>;
  /** Cells that the grid shows. */
  readonly gridWindow: Signal<Extent | null>;
  /** A cell that the grid is asked to bring into sight. */
  readonly gridTarget: Signal<Cell | null>;
  /** A cell that the grid is asked to show at its upper left corner. */
  readonly gridScroll: Signal<Cell | null>;
  readonly measures: Signal<Measures | null>;
  /** Largest |value| of the colour scale; null while nothing is known. */
  readonly limit: ReadonlySignal<number | null>;
  /** Largest |value| met in tiles, the scale until the statistics are there. */
  readonly seen: Signal<number>;
  /** Grows whenever exact values have come in, or the view has changed. */
  readonly arrived: ReadonlySignal<number>;
  /** Grows whenever tiles have come in. */
  readonly tilesArrived: ReadonlySignal<number>;
  /** Whether the heatmap has drawn any of the values. */
  readonly pictured: Signal<boolean>;
  readonly tiles: TileSource;
  readonly cells: CellSource;
  /** Values as the files hold them; asked only while the tensor is edited. */
  readonly stored: CellSource;
  setView(view: MatrixView, part?: number | null): void;
  /** Selects, and unless told otherwise brings the moving corner into sight everywhere. */
  select(selection: Selection, show?: boolean): void;
  /** Shows and selects the element with this index on each axis. */
  jump(index: readonly number[]): void;
  /** The same by position in row-major order. */
  jumpFlat(flat: number): void;
  /** Index on each axis of a cell of the view. */
  index(cell: Cell): number[];
  /** Values have changed: what is shown stays until it has been asked for anew. */
  refresh(): void;
  dispose(): void;
}

/** @param remembered Whether it begins where the person was in the tensor last, and keeps their place. */
export function createTensorState(
  detail: WeightDetail,
  help: TensorHelp,
  { remembered }: { readonly remembered: boolean } = { remembered: true },
): TensorState {
  const { shape, axes } = detail;
  const place = remembered ? placeIn(detail) : startOf(detail);
  const view = signal(place.view);
  const part = signal(place.part);
  const tab = signal(place.tab);
  const extent = computed(() => extentOf(shape, axes, view.value, part.value));
  const selection = signal(place.selection);
  const viewport = signal(place.viewport);
  const fitted = signal<Fit | 'first' | null>(null);
  const plot = signal<Size>({ width: 0, height: 0 });
  const gridTarget = signal<Cell | null>(place.selection?.focus ?? null);
  const measures = signal<Measures | null>(null);
  const seen = signal(0);
  const arrived = signal(0);
  const tilesArrived = signal(0);
  const tick = (): void => {
    arrived.value++;
  };
  const tiles = new TileSource(help.reader, detail.weight, place.view, () => {
    tilesArrived.value++;
  });
  const sizeOf = (of: MatrixView): { rows: number; columns: number } => ({
    rows: rowCount(shape, of),
    columns: columnCount(shape, of),
  });
  const cells = new CellSource(help.reader, detail.weight, place.view, sizeOf, tick);
  const stored = new CellSource(help.reader, detail.weight, place.view, sizeOf, tick, 'stored');
  const limit = computed(() => {
    const whole = help.modelScale.value;
    if (scaleMode.value === 'model' && whole !== null) return whole;
    const known = measures.value;
    if (known === null) return seen.value > 0 ? seen.value : null;
    return scaleMode.value === 'central' ? centralLimit(known) : tensorLimit(known);
  });

  const setView = (next: MatrixView, nextPart: number | null = part.peek()): void => {
    const sameAxes =
      next.rowAxis === view.peek().rowAxis && next.columnAxis === view.peek().columnAxis;
    batch(() => {
      if (!sameAxes || nextPart !== part.peek()) viewport.value = null;
      if (!sameAxes) selection.value = null;
      view.value = next;
      part.value = nextPart;
      tiles.show(next);
      cells.show(next);
      stored.show(next);
    });
    tick();
  };
  const select = (next: Selection, show = true): void => {
    batch(() => {
      selection.value = next;
      if (!show) return;
      gridTarget.value = next.focus;
      const shown = viewport.peek();
      if (shown !== null) {
        const moved = reveal(shown, block(single(next.focus)), extent.peek(), plot.peek());
        if (moved.x === shown.x && moved.y === shown.y) return;
        fitted.value = null;
        viewport.value = moved;
      }
    });
  };
  const jump = (index: readonly number[]): void => {
    const { view: next, row, column } = placeOf(view.peek(), index);
    batch(() => {
      tab.value = 'matrix';
      const inPart = contains(extent.peek().rows, row) && contains(extent.peek().columns, column);
      setView(next, inPart ? part.peek() : null);
      select(single({ row, column }));
    });
  };
  const stopReading = effect(() => {
    const focus = selection.value?.focus;
    track(view);
    if (focus === undefined) return;
    cells.want('selection', block(single(focus)));
    if (help.isEdited(detail.weight)) stored.want('selection', block(single(focus)));
  });
  let saving: ReturnType<typeof setTimeout> | undefined;
  const stopSaving = effect(() => {
    const now = {
      name: detail.name,
      view: view.value,
      part: part.value,
      tab: tab.value,
      viewport: viewport.value,
      selection: selection.value,
    };
    clearTimeout(saving);
    if (!remembered) return;
    saving = setTimeout(() => {
      tensorPlace.value = now;
    }, SAVE_AFTER_MS);
  });

  return {
    detail,
    help,
    view,
    part,
    tab,
    extent,
    selection,
    viewport,
    fitted,
    plot,
    gridWindow: signal<Extent | null>(null),
    gridTarget,
    gridScroll: signal<Cell | null>(null),
    measures,
    limit,
    seen,
    arrived,
    tilesArrived,
    pictured: signal(false),
    tiles,
    cells,
    stored,
    setView,
    select,
    jump,
    jumpFlat: (flat) => jump(unflatten(flat, shape)),
    refresh: () => {
      tiles.refresh();
      cells.refresh();
      stored.refresh();
      tick();
      tilesArrived.value++;
    },
    index: ({ row, column }) => indexOf(view.peek(), row, column),
    dispose: () => {
      stopReading();
      stopSaving();
      tiles.dispose();
      cells.dispose();
      stored.dispose();
    },
  };
}

function tensorLimit({ statistics: { min, max } }: Measures): number {
  return Math.max(Math.abs(min ?? 0), Math.abs(max ?? 0));
}

/** The larger of |1st| and |99th percentile|: a few outliers no longer hide the rest. */
function centralLimit(measures: Measures): number {
  const ends = measures.quantiles.filter(({ q }) => q === 0.01 || q === 0.99);
  const limit = Math.max(0, ...ends.map(({ value }) => Math.abs(value)));
  return limit > 0 ? limit : tensorLimit(measures);
}
