import { cssColor, textOn, valueColor } from '../../ui/colorMap';
import { fittingText, TEXT_HEIGHT, TEXT_WIDTH } from './fittingText';
import { FONT_SIZE } from './frame';
import { type Context, columnX, rowY, type Scene } from '../scene';
import { visible } from '../viewport';

/** From this cell size on, cells are set apart by thin lines and NaN and infinities carry a sign. */
const LINES_FROM = 14;
/** Smaller cells than this are too many to be filled one by one where their tile is missing. */
const FILLED_FROM = 2;

/** Whether the heatmap needs exact values, cell by cell. */
export function showsCells(scene: Scene): boolean {
  return showsSigns(scene) || (isBroken(scene) && cellSize(scene) >= FILLED_FROM);
}

/** A tile that holds one unreadable value is missing as a whole. */
export function isBroken({ tiles }: Scene): boolean {
  return tiles.problem !== undefined;
}

function showsSigns(scene: Scene): boolean {
  return cellSize(scene) >= LINES_FROM;
}

function cellSize({ viewport }: Scene): number {
  return Math.min(viewport.scaleX, viewport.scaleY);
}

export function drawCells(context: Context, scene: Scene): void {
  if (!showsCells(scene)) return;
  const { viewport, extent, frame, limit, look, cells } = scene;
  const withSigns = showsSigns(scene);
  const { rows, columns } = visible(viewport, extent, frame.plot);
  const withText = viewport.scaleX >= TEXT_WIDTH && viewport.scaleY >= TEXT_HEIGHT;
  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top, frame.plot.width, frame.plot.height);
  context.clip();
  if (withSigns) drawLines(context, scene);
  context.font = `${FONT_SIZE}px ${look.fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let row = rows.start; row < rows.end; row++) {
    for (let column = columns.start; column < columns.end; column++) {
      const cell = cells.get(row, column);
      const value = cell?.values[cell.index];
      if (cell === undefined || value === undefined) continue;
      const number = Number(value);
      if (isBroken(scene)) fillCell(context, scene, row, column, number);
      if (!withSigns || (!withText && Number.isFinite(number))) continue;
      context.fillStyle = textOn(valueColor(number, limit ?? 0, look.dark));
      const text = fittingText(context, value, viewport.scaleX);
      const x = columnX(scene, column) + viewport.scaleX / 2;
      context.fillText(text, x, rowY(scene, row) + viewport.scaleY / 2 + 0.5);
    }
  }
  context.restore();
}

/** The readable cells of a missing tile are coloured one by one. */
function fillCell(
  context: Context,
  scene: Scene,
  row: number,
  column: number,
  value: number,
): void {
  const { viewport, limit, look } = scene;
  context.fillStyle = cssColor(valueColor(value, limit ?? 0, look.dark));
  const [x, y] = [columnX(scene, column), rowY(scene, row)];
  const line = showsSigns(scene) ? 1 : 0;
  context.fillRect(x + line, y + line, viewport.scaleX - line, viewport.scaleY - line);
}

/** Largest finite |value| of the cells in sight. */
export function largestCell(scene: Scene): number {
  const { rows, columns } = visible(scene.viewport, scene.extent, scene.frame.plot);
  let largest = 0;
  for (let row = rows.start; row < rows.end; row++) {
    for (let column = columns.start; column < columns.end; column++) {
      const cell = scene.cells.get(row, column);
      const magnitude = Math.abs(Number(cell?.values[cell.index] ?? 0));
      if (magnitude > largest && magnitude < Infinity) largest = magnitude;
    }
  }
  return largest;
}

function drawLines(context: Context, scene: Scene): void {
  const { viewport, extent, frame, look } = scene;
  const { rows, columns } = visible(viewport, extent, frame.plot);
  context.strokeStyle = look.background;
  context.lineWidth = 1;
  context.beginPath();
  const top = rowY(scene, rows.start);
  const bottom = rowY(scene, rows.end);
  const left = columnX(scene, columns.start);
  const right = columnX(scene, columns.end);
  for (let column = columns.start + 1; column < columns.end; column++) {
    const x = Math.round(columnX(scene, column)) + 0.5;
    context.moveTo(x, top);
    context.lineTo(x, bottom);
  }
  for (let row = rows.start + 1; row < rows.end; row++) {
    const y = Math.round(rowY(scene, row)) + 0.5;
    context.moveTo(left, y);
    context.lineTo(right, y);
  }
  context.stroke();
}
