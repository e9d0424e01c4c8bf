import type { Range } from '../../core/model/matrixView';
import type { Size } from '../ui/elementSize';

/** The part of the matrix that may be shown: all of it, or the columns of one gate. */
export interface Extent {
  readonly rows: Range;
  readonly columns: Range;
}

/** What the heatmap shows: the cell at its upper left corner, fractional, and CSS pixels a cell. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scaleX: number;
  readonly scaleY: number;
}

const LEAST_CELL_CAP = 48;
const MOST_CELL_CAP = 96;
/** Of a plot's width: ten columns fill it. */
const CELL_CAP_SHARE = 0.1;

/** Cells of a small matrix are drawn at most this large: wide enough for a value inside, more where there is room. */
export function cellCap({ width }: Size): number {
  return bound(Math.floor(width * CELL_CAP_SHARE), LEAST_CELL_CAP, MOST_CELL_CAP);
}

/** Nobody needs a cell larger than this; it also bounds the work of fractional arithmetic. */
const MAX_SCALE = 160;

const MIN_READABLE_SIDE = 96;
/** Rows of this height are still told apart at a glance, so that all of them are shown. */
const MIN_ROW = 10;

export type Fit = 'whole' | 'stretch' | 'width' | 'one';

/** The viewport that shows an extent in the given way, at its beginning. */
export function fit(kind: Fit, extent: Extent, size: Size): Viewport {
  const columns = Math.max(1, length(extent.columns));
  const rows = Math.max(1, length(extent.rows));
  const cap = cellCap(size);
  const across = Math.min(cap, size.width / columns);
  const down = Math.min(cap, size.height / rows);
  const start = { x: extent.columns.start, y: extent.rows.start };
  switch (kind) {
    case 'whole':
      return { ...start, scaleX: Math.min(across, down), scaleY: Math.min(across, down) };
    case 'stretch':
      return { ...start, scaleX: across, scaleY: down };
    case 'width':
      return { ...start, scaleX: across, scaleY: across };
    case 'one':
      return { ...start, scaleX: 1, scaleY: 1 };
  }
}

/**
 * What a person sees first: the whole with square cells; where that would leave a sliver, a tall
 * matrix fills the width and is scrolled, and a wide one (a vector is one row) is stretched to a strip.
 */
export function firstFit(extent: Extent, size: Size): Viewport {
  const whole = fit('whole', extent, size);
  const cap = cellCap(size);
  const width = length(extent.columns) * whole.scaleX;
  const height = length(extent.rows) * whole.scaleY;
  if (width < Math.min(MIN_READABLE_SIDE, size.width / 3) && whole.scaleX < cap) {
    const stretched = fit('stretch', extent, size);
    return stretched.scaleY >= MIN_ROW ? stretched : fit('width', extent, size);
  }
  if (height < MIN_READABLE_SIDE && whole.scaleY < cap) return fit('stretch', extent, size);
  return whole;
}

/** Zooms by a factor so that the cell under the point (CSS pixels in the plot) stays under it. */
export function zoomAt(
  viewport: Viewport,
  point: { readonly x: number; readonly y: number },
  factor: number,
  extent: Extent,
  size: Size,
): Viewport {
  const least = fit('stretch', extent, size);
  const scaleX = bound(viewport.scaleX * factor, Math.min(1, least.scaleX), MAX_SCALE);
  const scaleY = bound(viewport.scaleY * factor, Math.min(1, least.scaleY), MAX_SCALE);
  return keepInside(
    {
      scaleX,
      scaleY,
      x: viewport.x + point.x / viewport.scaleX - point.x / scaleX,
      y: viewport.y + point.y / viewport.scaleY - point.y / scaleY,
    },
    extent,
    size,
  );
}

/** Moves by CSS pixels. */
export function pan(
  viewport: Viewport,
  dx: number,
  dy: number,
  extent: Extent,
  size: Size,
): Viewport {
  return keepInside(
    { ...viewport, x: viewport.x + dx / viewport.scaleX, y: viewport.y + dy / viewport.scaleY },
    extent,
    size,
  );
}

/** No empty space beyond the matrix's ends, except after them where it is smaller than the plot. */
export function keepInside(viewport: Viewport, extent: Extent, size: Size): Viewport {
  const { scaleX, scaleY } = viewport;
  return {
    scaleX,
    scaleY,
    x: bound(viewport.x, extent.columns.start, extent.columns.end - size.width / scaleX),
    y: bound(viewport.y, extent.rows.start, extent.rows.end - size.height / scaleY),
  };
}

/** Moves as little as needed to bring a block of cells into sight; its beginning wins if it does not fit. */
export function reveal(viewport: Viewport, block: Extent, extent: Extent, size: Size): Viewport {
  const x = revealOn(viewport.x, size.width / viewport.scaleX, block.columns);
  const y = revealOn(viewport.y, size.height / viewport.scaleY, block.rows);
  return keepInside({ ...viewport, x, y }, extent, size);
}

function revealOn(start: number, span: number, range: Range): number {
  if (range.start < start) return range.start;
  if (range.end > start + span) return Math.min(range.start, range.end - span);
  return start;
}

/** Cells in sight, whole or in part. */
export function visible(viewport: Viewport, extent: Extent, size: Size): Extent {
  return {
    rows: clip(viewport.y, size.height / viewport.scaleY, extent.rows),
    columns: clip(viewport.x, size.width / viewport.scaleX, extent.columns),
  };
}

function clip(start: number, span: number, { start: low, end: high }: Range): Range {
  const from = bound(Math.floor(start), low, high);
  return { start: from, end: bound(Math.ceil(start + span), from, high) };
}

/** The cell under a point of the plot, or undefined beside the matrix. */
export function cellAt(
  viewport: Viewport,
  point: { readonly x: number; readonly y: number },
  extent: Extent,
): { readonly row: number; readonly column: number } | undefined {
  const row = Math.floor(viewport.y + point.y / viewport.scaleY);
  const column = Math.floor(viewport.x + point.x / viewport.scaleX);
  return contains(extent.rows, row) && contains(extent.columns, column)
    ? { row, column }
    : undefined;
}

export function contains({ start, end }: Range, index: number): boolean {
  return index >= start && index < end;
}

export function length({ start, end }: Range): number {
  return end - start;
}

function bound(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
