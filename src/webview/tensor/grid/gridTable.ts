import 'regular-table';
import type { RegularTableElement } from 'regular-table/dist/esm/regular-table';
import { type Signal, signal } from '@preact/signals';
import type { Range } from '../../../core/model/matrixView';
import { cellsInSight, SCROLLBAR } from './cellsInSight';
import { follow } from '../linked';
import { gridPage, ROW_HEIGHT } from './gridPage';
import { alignColumn, MOST_CORRECTIONS, scrollRow } from './gridScroll';
import { type GridPlace, styleCells } from './gridStyle';
import type { NamedState } from '../heatmap/heatmap';
import type { Cell } from '../selection';
import type { TensorState } from '../tensorState';
import { contains, length, pan, visible } from '../viewport';

/** A grid of more rows than these is scrolled. */
const MOST_ROWS = 24;

export interface GridChoices {
  /** For screen readers. */
  readonly label: string;
  /** Several values a cell, side by side under its column's heading, in place of the tensor's own. */
  readonly versions?: readonly NamedState[];
  /** The cell under the pointer, here or elsewhere. */
  readonly hovered?: Signal<Cell | null>;
  /** Cells that are left empty. */
  readonly isBlank?: (cell: Cell) => boolean;
}

/** regular-table over the cells of a tensor's view; what has not come yet is shown as a dot. */
export class GridTable {
  readonly table: RegularTableElement;
  /** Grows with each drawing: cells may lie elsewhere since. */
  readonly drawn = signal(0);
  private drawing = false;
  private dirty = false;
  private asked: { readonly corner: Cell; readonly target: Cell } | undefined;
  private noting = false;

  private readonly versions: readonly NamedState[];

  constructor(
    parent: HTMLElement,
    private readonly state: TensorState,
    private readonly choices: GridChoices,
  ) {
    this.versions = choices.versions ?? [{ label: '', state }];
    this.table = document.createElement('regular-table');
    this.table.setAttribute('aria-label', choices.label);
    parent.append(this.table);
    this.table.setDataListener((x0, y0, x1, y1) =>
      Promise.resolve(
        gridPage(this.state, this.versions, (cell) => this.isBlank(cell), { x0, y0, x1, y1 }),
      ),
    );
    this.table.addStyleListener(() => this.style());
    this.table.addEventListener('regular-table-scroll', () => this.leadHeatmap());
  }

  /** Height in which so many rows need no scrolling, as far as that is sensible. */
  static heightFor(rows: number, headers = 1): number {
    return (Math.min(rows, MOST_ROWS) + headers) * ROW_HEIGHT + SCROLLBAR;
  }

  /** Another slice, other axes or another gate. */
  reset(): void {
    this.table.resetAutoSize();
    this.refresh();
  }

  /** Draws anew; calls that come while it draws are one further drawing. */
  refresh(): void {
    this.dirty = true;
    if (!this.drawing) void this.drawAll();
  }

  /** Colours anew what is drawn already. */
  restyle(): void {
    const hovered = this.choices.hovered?.peek() ?? null;
    styleCells(this.table, this.state, (td) => this.placeOn(td), hovered);
  }

  /** Scrolls as little as needed to show a cell. */
  reveal({ row, column }: Cell): void {
    const shown = this.state.gridWindow.peek();
    if (shown === null) {
      this.scrollTo({ row, column });
      return;
    }
    const inRows = contains(shown.rows, row);
    const inColumns = contains(shown.columns, column);
    if (inRows && inColumns) return;
    // Coming from above or from the left, the cell ends up in the last row or column in sight.
    const first = (range: Range, index: number): number =>
      contains(range, index)
        ? range.start
        : index < range.start
          ? index
          : index - Math.max(0, length(range) - 1);
    // Of several values a cell, those of the first column in sight would be cut off at the left.
    const left = this.versions.length === 1 || inColumns ? first(shown.columns, column) : column;
    const corner = { row: first(shown.rows, row), column: left };
    this.ask(corner, { row, column });
  }

  /** Brings a cell to the upper left corner. */
  scrollTo(cell: Cell): void {
    this.ask(cell, cell);
  }

  /** The cell that an event of the table happened on. */
  cellOf(target: EventTarget | null): Cell | undefined {
    return this.placeOn(target)?.cell;
  }

  /** Where a cell lies in the grid's element, in CSS pixels; undefined while it is out of sight. */
  placeOf({ row, column }: Cell): DOMRect | undefined {
    const own = this.table.getBoundingClientRect();
    for (const td of this.table.querySelectorAll('td')) {
      const cell = this.cellOf(td);
      if (cell?.row !== row || cell.column !== column) continue;
      const { left, top, width, height } = td.getBoundingClientRect();
      return new DOMRect(left - own.left, top - own.top, width, height);
    }
    return undefined;
  }

  dispose(): void {
    this.table.remove();
  }

  /** A drag of the heatmap asks many times a second: while one scroll is under way, the last asked waits. */
  private ask(corner: Cell, target: Cell): void {
    const idle = this.asked === undefined;
    this.asked = { corner, target };
    if (idle) void this.scrollAll();
  }

  private async scrollAll(): Promise<void> {
    while (this.asked !== undefined) {
      const request = this.asked;
      await this.scroll(request.corner, request.target);
      if (this.asked === request) this.asked = undefined;
    }
  }

  /**
   * The library guesses the width of columns that it has not drawn yet, and lands beside the cell.
   * Once it is there, it knows the widths around; a second or third step arrives.
   */
  private async scroll(corner: Cell, { column }: Cell): Promise<void> {
    const { rows, columns } = this.state.extent.peek();
    const y = Math.max(0, corner.row - rows.start);
    const x = Math.max(0, corner.column - columns.start) * this.versions.length;
    await this.table.scrollToCell(x, y);
    let moved = scrollRow(this.table, y, length(rows), this.headers);
    if (this.versions.length > 1) await alignColumn(this.table, x);
    for (let step = 0; step < MOST_CORRECTIONS; step++) {
      if (moved) await this.table.draw({ invalid_viewport: true });
      this.noteWindow();
      const shown = this.state.gridWindow.peek()?.columns;
      const width = this.table.querySelector('td')?.offsetWidth ?? 0;
      if (shown === undefined || contains(shown, column) || width === 0) return;
      const by = column < shown.start ? column - shown.start : column - shown.end + 1;
      this.table.scrollLeft += by * width * this.versions.length;
      moved = true;
    }
  }

  private async drawAll(): Promise<void> {
    this.drawing = true;
    while (this.dirty) {
      this.dirty = false;
      await this.table.draw({ invalid_viewport: true });
    }
    this.drawing = false;
  }

  private get headers(): number {
    return this.versions.length === 1 ? 1 : 2;
  }

  private versionAt(x: number): TensorState {
    return this.versions[x % this.versions.length]?.state ?? this.state;
  }

  private isBlank(cell: Cell): boolean {
    return this.choices.isBlank?.(cell) ?? false;
  }

  private placeOn(target: EventTarget | null): GridPlace | undefined {
    const element = target instanceof HTMLElement ? target.closest('td') : null;
    const meta = element === null ? undefined : this.table.getMeta(element);
    if (meta?.type !== 'body') return undefined;
    const { rows, columns } = this.state.extent.peek();
    const column = columns.start + Math.floor(meta.x / this.versions.length);
    const cell = { row: rows.start + meta.y, column };
    return {
      cell,
      state: this.versionAt(meta.x),
      isBlank: this.isBlank(cell),
      isFirst: meta.x % this.versions.length === 0,
      isLast: (meta.x + 1) % this.versions.length === 0,
    };
  }

  private style(): void {
    this.restyle();
    this.drawn.value++;
    if (this.noting) return;
    this.noting = true;
    // Reading places right after writing styles would lay the table out twice; after the frame it is free.
    requestAnimationFrame(() =>
      setTimeout(() => {
        this.noting = false;
        this.noteWindow();
      }),
    );
  }

  private noteWindow(): void {
    const next = cellsInSight(this.table, (td) => this.placeOn(td));
    const old = this.state.gridWindow.peek();
    if (next === undefined || JSON.stringify(old) === JSON.stringify(next)) return;
    this.state.gridWindow.value = next;
  }

  /** The heatmap comes along when the grid has been scrolled away from what it shows. */
  private leadHeatmap(): void {
    const { state } = this;
    const leader = state.gridWindow.peek();
    const viewport = state.viewport.peek();
    if (leader === null || viewport === null) return;
    const extent = state.extent.peek();
    const size = state.plot.peek();
    const shown = visible(viewport, extent, size);
    const dx = follow(leader.columns, shown.columns) - shown.columns.start;
    const dy = follow(leader.rows, shown.rows) - shown.rows.start;
    if (Math.abs(dx) < 1 && Math.abs(dy) < 1) return;
    state.fitted.value = null;
    state.viewport.value = pan(viewport, dx * viewport.scaleX, dy * viewport.scaleY, extent, size);
  }
}
