import type { RegularTableElement } from 'regular-table/dist/esm/regular-table';
import type { DataResponse } from 'regular-table/dist/esm/types';
import { signal } from '@preact/signals';
import { cellText } from '../../ui/numberFormat';
import { isEdited } from '../edit/noteEdits';
import { headerText } from '../../tensor/axisText';
import type { Range } from '../../../core/model/matrixView';
import { cellsInSight, SCROLLBAR } from './cellsInSight';
import { follow } from '../../tensor/linked';
import { styleCells } from './gridStyle';
import type { Cell } from '../../tensor/selection';
import { numberFormat } from '../../tensor/settings';
import type { TensorState } from '../../tensor/tensorState';
import { contains, type Extent, length, pan, visible } from '../../tensor/viewport';

const ROW_HEIGHT = 22;
const MOST_CORRECTIONS = 6;
/** A grid of more rows than these is scrolled. */
const MOST_ROWS = 24;

/** regular-table over the cells of a tensor's view; what has not come yet is shown as a dot. */
export class GridTable {
  readonly table: RegularTableElement;
  /** Grows with each drawing: cells may lie elsewhere since. */
  readonly drawn = signal(0);
  private drawing = false;
  private dirty = false;
  private asked: { readonly corner: Cell; readonly target: Cell } | undefined;
  private noting = false;

  constructor(
    parent: HTMLElement,
    private readonly state: TensorState,
  ) {
    this.table = document.createElement('regular-table');
    const { name, dtype } = state.detail;
    const hint = dtype === 'string' ? '' : '. Enter edits the selected cell.';
    this.table.setAttribute('aria-label', `Values of ${name}${hint}`);
    parent.append(this.table);
    this.table.setDataListener((x0, y0, x1, y1) => Promise.resolve(this.page(x0, y0, x1, y1)));
    this.table.addStyleListener(() => this.style());
    this.table.addEventListener('regular-table-scroll', () => this.leadHeatmap());
  }

  /** Height in which so many rows need no scrolling, as far as that is sensible. */
  static heightFor(rows: number): number {
    return (Math.min(rows, MOST_ROWS) + 1) * ROW_HEIGHT + SCROLLBAR;
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
    const corner = { row: first(shown.rows, row), column: first(shown.columns, column) };
    this.ask(corner, { row, column });
  }

  /** Brings a cell to the upper left corner. */
  scrollTo(cell: Cell): void {
    this.ask(cell, cell);
  }

  /** The cell that an event of the table happened on. */
  cellOf(target: EventTarget | null): Cell | undefined {
    const element = target instanceof HTMLElement ? target.closest('td') : null;
    const meta = element === null ? undefined : this.table.getMeta(element);
    if (meta?.type !== 'body') return undefined;
    const { rows, columns } = this.state.extent.peek();
    return { row: rows.start + meta.y, column: columns.start + meta.x };
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
    await this.table.scrollToCell(Math.max(0, corner.column - columns.start), y);
    let moved = this.scrollRow(y);
    for (let step = 0; step < MOST_CORRECTIONS; step++) {
      if (moved) await this.table.draw({ invalid_viewport: true });
      this.noteWindow();
      const shown = this.state.gridWindow.peek()?.columns;
      const width = this.table.querySelector('td')?.offsetWidth ?? 0;
      if (shown === undefined || contains(shown, column) || width === 0) return;
      const by = column < shown.start ? column - shown.start : column - shown.end + 1;
      this.table.scrollLeft += by * width;
      moved = true;
    }
  }

  /**
   * The library's own row arithmetic ends where a browser's tallest element does; the share of the way
   * does not. Returns whether it had ended.
   */
  private scrollRow(y: number): boolean {
    const total = length(this.state.extent.peek().rows);
    const { table } = this;
    const way = table.scrollHeight - table.clientHeight;
    const rowsInSight = table.clientHeight / ROW_HEIGHT - 1;
    if (way < 1 || total * ROW_HEIGHT < way * 1.01) return false;
    table.scrollTop = (y / Math.max(1, total - rowsInSight)) * way;
    return true;
  }

  private async drawAll(): Promise<void> {
    this.drawing = true;
    while (this.dirty) {
      this.dirty = false;
      await this.table.draw({ invalid_viewport: true });
    }
    this.drawing = false;
  }

  private page(x0: number, y0: number, x1: number, y1: number): DataResponse {
    const { state } = this;
    const { axes } = state.detail;
    const view = state.view.peek();
    const { rows, columns } = state.extent.peek();
    const height = length(rows);
    const width = length(columns);
    const range = (from: number, to: number, size: number): number[] =>
      Array.from({ length: Math.max(0, Math.min(size, to) - from) }, (_, i) => from + i);
    const ys = range(y0, y1, height).map((y) => rows.start + y);
    const xs = range(x0, x1, width).map((x) => columns.start + x);
    const first = { row: ys[0] ?? rows.start, column: xs[0] ?? columns.start };
    const window: Extent = {
      rows: { start: first.row, end: first.row + ys.length },
      columns: { start: first.column, end: first.column + xs.length },
    };
    if (xs.length > 0 && ys.length > 0) {
      state.cells.want('grid', window);
      if (isEdited(state.detail.weight)) state.stored.want('grid', window);
    }
    const format = numberFormat.peek();
    const rowAxis = view.rowAxis === null ? undefined : axes[view.rowAxis];
    const columnAxis = view.columnAxis === null ? undefined : axes[view.columnAxis];
    return {
      num_rows: height,
      num_columns: width,
      row_height: ROW_HEIGHT,
      data: xs.map((column) =>
        ys.map((row) => {
          const cell = state.cells.get(row, column);
          if (cell !== undefined) return cellText(cell.values, cell.index, format);
          return state.cells.problem(row, column) === undefined ? '·' : '✕';
        }),
      ),
      column_headers: xs.map((column) => [headerText(columnAxis, column)]),
      ...(rowAxis === undefined
        ? {}
        : { row_headers: ys.map((row) => [headerText(rowAxis, row)]) }),
    };
  }

  private style(): void {
    styleCells(this.table, this.state, (td) => this.cellOf(td));
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
    const next = cellsInSight(this.table, (td) => this.cellOf(td));
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
