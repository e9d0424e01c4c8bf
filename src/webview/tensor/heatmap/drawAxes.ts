import { indexTicks } from '../../ui/ticks';
import { partText } from '../axisText';
import { FONT_SIZE } from './frame';
import { type Context, columnX, rowY, type Scene } from '../scene';
import { partedAxis, partRange } from '../viewChoice';
import type { Extent } from '../viewport';

/** Axis names, index labels, gate names and boundaries, outline of the matrix and of what is selected. */
export function drawAxes(context: Context, scene: Scene): void {
  const { look } = scene;
  context.font = `${FONT_SIZE}px ${look.fontFamily}`;
  drawColumnAxis(context, scene);
  drawRowAxis(context, scene);
  outline(context, scene, scene.extent, look.muted, 1, []);
  drawParts(context, scene);
  drawMarks(context, scene);
}

function drawColumnAxis(context: Context, scene: Scene): void {
  const { view, axes, extent, viewport, frame, look } = scene;
  if (view.columnAxis === null) return;
  const { left, top, plot } = frame;
  const end = Math.min(extent.columns.end, viewport.x + plot.width / viewport.scaleX);
  const right = columnX(scene, end);
  const widest = context.measureText(String(Math.max(0, extent.columns.end - 1))).width + 8;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'center';
  context.fillStyle = look.muted;
  for (const tick of indexTicks(viewport.x - 0.5, end - 0.5, viewport.scaleX, widest)) {
    const x = columnX(scene, tick + 0.5);
    context.fillText(String(tick), x, top - 6);
    context.fillRect(Math.round(x), top - 4, 1, 3);
  }
  context.fillStyle = look.foreground;
  context.textAlign = 'left';
  const name = `${axes[view.columnAxis]?.name ?? ''} →`;
  const width = context.measureText(name).width;
  context.fillText(name, Math.max(left, left + (right - left - width) / 2), FONT_SIZE);
}

function drawRowAxis(context: Context, scene: Scene): void {
  const { view, axes, extent, viewport, frame, look } = scene;
  if (view.rowAxis === null) return;
  const { left, top, plot } = frame;
  const end = Math.min(extent.rows.end, viewport.y + plot.height / viewport.scaleY);
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  context.fillStyle = look.muted;
  for (const tick of indexTicks(viewport.y - 0.5, end - 0.5, viewport.scaleY, FONT_SIZE + 4)) {
    const y = rowY(scene, tick + 0.5);
    context.fillText(String(tick), left - 7, y);
    context.fillRect(left - 5, Math.round(y), 3, 1);
  }
  context.save();
  const bottom = rowY(scene, end);
  const name = `← ${axes[view.rowAxis]?.name ?? ''}`;
  const width = context.measureText(name).width;
  context.fillStyle = look.foreground;
  context.textAlign = 'right';
  context.textBaseline = 'alphabetic';
  // Read from below. A name longer than its matrix begins at the lower end and reaches up beside the columns' names.
  const middle = top + (bottom - top - width) / 2;
  context.translate(FONT_SIZE, Math.max(0, Math.min(middle, top + plot.height - width)));
  context.rotate(-Math.PI / 2);
  context.fillText(name, 0, 0);
  context.restore();
}

/** Names of the gates in their band, and a line between two gates. */
function drawParts(context: Context, scene: Scene): void {
  const { axes, view, extent, frame, look } = scene;
  const parted = partedAxis(axes, view);
  const axis = parted === undefined ? undefined : axes[parted];
  if (axis?.parts === undefined) return;
  const across = parted === view.columnAxis;
  context.save();
  context.fillStyle = look.foreground;
  context.strokeStyle = look.foreground;
  context.lineWidth = 1.5;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  axis.parts.forEach((part, index) => {
    const range = partRange(axis, index);
    const shown = across ? extent.columns : extent.rows;
    if (range.end <= shown.start || range.start >= shown.end) return;
    const low = across ? frame.left : frame.top;
    const high = low + (across ? frame.plot.width : frame.plot.height);
    const start = across ? columnX(scene, range.start) : rowY(scene, range.start);
    const end = across ? columnX(scene, range.end) : rowY(scene, range.end);
    const from = Math.max(low, start);
    const to = Math.min(high, end);
    if (to - from < 8) return;
    const long = partText(part);
    const text = context.measureText(long).width < to - from - 8 ? long : part;
    const middle = (from + to) / 2;
    if (across) {
      context.fillText(text, middle, frame.top - 20);
    } else {
      context.save();
      context.translate(FONT_SIZE * 2 + 2, middle);
      context.rotate(-Math.PI / 2);
      context.fillText(text, 0, 0);
      context.restore();
    }
    if (start <= low || range.start <= shown.start) return;
    const line = Math.round(start) + 0.5;
    context.beginPath();
    if (across) {
      context.moveTo(line, frame.top - 28);
      const bottom = rowY(scene, extent.rows.end);
      context.lineTo(line, Math.min(frame.top + frame.plot.height, bottom));
    } else {
      context.moveTo(FONT_SIZE + 4, line);
      const right = columnX(scene, extent.columns.end);
      context.lineTo(Math.min(frame.left + frame.plot.width, right), line);
    }
    context.stroke();
  });
  context.restore();
}

function drawMarks(context: Context, scene: Scene): void {
  const { gridWindow, selection, hovered, look, extent } = scene;
  if (gridWindow !== null && !covers(gridWindow, extent)) {
    outline(context, scene, gridWindow, look.background, 3, [], 10);
    outline(context, scene, gridWindow, look.foreground, 1, [5, 3], 10);
  }
  if (hovered !== null) {
    const { row, column } = hovered;
    const cell = {
      rows: { start: row, end: row + 1 },
      columns: { start: column, end: column + 1 },
    };
    outline(context, scene, cell, look.foreground, 1, []);
  }
  if (selection !== null) {
    outline(context, scene, selection, look.background, 4, []);
    outline(context, scene, selection, look.focus, 2, []);
  }
}

function covers(outer: Extent, inner: Extent): boolean {
  return (
    outer.rows.start <= inner.rows.start &&
    outer.rows.end >= inner.rows.end &&
    outer.columns.start <= inner.columns.start &&
    outer.columns.end >= inner.columns.end
  );
}

/** A frame around cells; never smaller than a few pixels, so that it can be found in a large matrix. */
function outline(
  context: Context,
  scene: Scene,
  { rows, columns }: Extent,
  color: string,
  width: number,
  dash: number[],
  least = 4,
): void {
  const { frame } = scene;
  context.save();
  context.beginPath();
  context.rect(frame.left - 3, frame.top - 3, frame.plot.width + 6, frame.plot.height + 6);
  context.clip();
  context.strokeStyle = color;
  context.lineWidth = width;
  context.setLineDash(dash);
  const x0 = Math.round(columnX(scene, columns.start));
  const y0 = Math.round(rowY(scene, rows.start));
  const x1 = Math.max(x0 + least, Math.round(columnX(scene, columns.end)));
  const y1 = Math.max(y0 + least, Math.round(rowY(scene, rows.end)));
  context.strokeRect(x0 + 0.5, y0 + 0.5, x1 - x0 - 1, y1 - y0 - 1);
  context.restore();
}
