import { type NumberFormat, cellText, shortNumber } from '../ui/numberFormat';
import { TILE } from '../../protocol/model';
import { indexText } from './axisText';
import type { Cell } from './selection';
import type { TensorState } from './tensorState';
import { levelFor, planned } from './tiles/tilePlan';

/** "input 0, unit 3": each axis of the tensor by its name, slices included. */
export function placeText(state: TensorState, cell: Cell): string {
  return state
    .index(cell)
    .map((index, axis) => indexText(state.detail.axes[axis], index))
    .join(', ');
}

/** The exact value of a cell, the reason why it cannot be read, or undefined while it is on its way. */
export function exactText(
  state: TensorState,
  cell: Cell,
  format: NumberFormat,
): string | undefined {
  const value = state.cells.get(cell.row, cell.column);
  if (value !== undefined) return cellText(value.values, value.index, format);
  return state.cells.problem(cell.row, cell.column);
}

/** What one pixel of the heatmap stands for where it covers several cells, else undefined. */
export function coveredText(state: TensorState, cell: Cell): string | undefined {
  const viewport = state.viewport.value;
  if (viewport === null) return undefined;
  const level = levelFor(viewport);
  if (level.x === 0 && level.y === 0) return undefined;
  const { extent } = state;
  const y = Math.floor(cell.row / 2 ** level.y);
  const x = Math.floor(cell.column / 2 ** level.x);
  const rows = Math.min(extent.value.rows.end, (y + 1) * 2 ** level.y) - y * 2 ** level.y;
  const columns = Math.min(extent.value.columns.end, (x + 1) * 2 ** level.x) - x * 2 ** level.x;
  const tile = state.tiles.get(
    planned(level, { y: Math.floor(y / TILE), x: Math.floor(x / TILE) }),
  );
  const covers = `covers ${rows} × ${columns} cells`;
  if (tile === undefined) return covers;
  const at = (y % TILE) * tile.width + (x % TILE);
  const of = (values: Float32Array): string => shortNumber(values[at] ?? NaN);
  const ends = tile.ends === null ? '' : `min ${of(tile.ends.min)}, max ${of(tile.ends.max)}, `;
  return `${covers}, ${ends}mean ${of(tile.mean)}`;
}
