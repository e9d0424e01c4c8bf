import { host } from '../host';
import { shapeText } from '../../tensor/axisText';
import { drawFilters, type FilterPictures } from './drawFilters';
import { DIGIT_WIDTH, frameOf, outerHeight } from '../../tensor/heatmap/frame';
import { drawScene } from '../../tensor/heatmap/keepDrawn';
import { drawLegend, LEGEND_HEIGHT, specialsOf, SWATCH_WIDTH } from './legend';
import { rgbNote } from './pictureText';
import { look } from '../../tensor/look';
import type { Context } from '../../tensor/scene';
import { summary } from '../../tensor/settings';
import { sliceAxes } from '../../tensor/viewChoice';
import type { TensorState } from '../../tensor/tensorState';
import { length } from '../../tensor/viewport';

/** Pixels of the file a CSS pixel: sharp on paper and on dense screens. */
const RATIO = 2;
const MARGIN = 16;
const TITLE = 40;
const LEGEND_WIDTH = 320;

export interface ShownFilters {
  readonly pictures: FilterPictures;
  readonly start: number;
  readonly end: number;
}

/** Writes what is on screen, with title, axes and legend, into a PNG that the host asks a place for. */
export async function savePicture(
  state: TensorState,
  filters: ShownFilters | undefined,
): Promise<void> {
  const body = filters === undefined ? matrixBody(state) : galleryBody(filters);
  if (body === undefined) throw new Error('There is no picture of this tensor to save.');
  const limit = filters === undefined ? state.limit.peek() : filters.pictures.limit;
  const specials = specialsOf(state.measures.peek()?.statistics);
  const legendWidth = LEGEND_WIDTH + specials.length * SWATCH_WIDTH;
  const width = Math.max(legendWidth, body.width) + 2 * MARGIN;
  const height = TITLE + body.height + LEGEND_HEIGHT + 3 * MARGIN;
  const canvas = new OffscreenCanvas(Math.ceil(width * RATIO), Math.ceil(height * RATIO));
  const context = canvas.getContext('2d');
  if (context === null)
    throw new Error('The picture is too large to draw. Zoom out and try again.');
  const colors = look.peek();
  context.scale(RATIO, RATIO);
  context.fillStyle = colors.background;
  context.fillRect(0, 0, width, height);
  drawTitle(context, state);
  context.save();
  context.translate(MARGIN, TITLE + MARGIN);
  body.draw(context);
  context.restore();
  const y = TITLE + body.height + 2 * MARGIN;
  if (filters?.pictures.rgb === true) {
    drawNote(context, rgbNote(limit), y + 12);
  } else if (limit !== null && limit > 0) {
    drawLegend(context, MARGIN, y, LEGEND_WIDTH, limit, specials, colors);
  }
  const png = await canvas.convertToBlob({ type: 'image/png' });
  await host.savePicture({
    suggestedName: `${state.detail.name.replace(/[^\w.-]+/g, '_').slice(0, 80)}.png`,
    png: new Uint8Array(await png.arrayBuffer()),
  });
}

interface Body {
  readonly width: number;
  readonly height: number;
  readonly draw: (context: Context) => void;
}

function matrixBody(state: TensorState): Body | undefined {
  const viewport = state.viewport.peek();
  if (viewport === null || state.detail.dtype === 'string') return undefined;
  const { axes } = state.detail;
  const [view, extent, plot] = [state.view.peek(), state.extent.peek(), state.plot.peek()];
  // Only as much paper as the matrix takes of the plot.
  const used = {
    width: Math.min(plot.width, (extent.columns.end - viewport.x) * viewport.scaleX),
    height: Math.min(plot.height, (extent.rows.end - viewport.y) * viewport.scaleY),
  };
  const { left, top } = frameOf(plot, extent, axes, view, DIGIT_WIDTH);
  const frame = { left, top, plot: { width: Math.max(used.width, 120), height: used.height } };
  return {
    width: left + frame.plot.width,
    height: Math.max(outerHeight(frame, used.height), 60),
    draw: (context) =>
      drawScene(context, {
        axes,
        view,
        extent,
        viewport,
        frame,
        ratio: RATIO,
        tiles: state.tiles,
        cells: state.cells,
        limit: state.limit.peek(),
        summary: summary.peek(),
        look: look.peek(),
        selection: null,
        gridWindow: null,
        hovered: null,
        paintBudget: Infinity,
      }),
  };
}

function galleryBody({ pictures, start, end }: ShownFilters): Body {
  const { columns, pitchX, pitchY } = pictures.layout;
  const top = Math.floor(start / columns) * pitchY;
  return {
    width: Math.min(columns, end - start) * pitchX,
    height: Math.ceil((end - start) / columns) * pitchY,
    draw: (context) => drawFilters(context, pictures, start, end, top, null),
  };
}

function drawNote(context: Context, text: string, y: number): void {
  const { muted, fontFamily } = look.peek();
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  context.fillStyle = muted;
  context.font = `12px ${fontFamily}`;
  context.fillText(text, MARGIN, y);
}

function drawTitle(context: Context, state: TensorState): void {
  const { name, shape, axes, dtype } = state.detail;
  const { foreground, muted, fontFamily } = look.peek();
  const view = state.view.peek();
  const slices = sliceAxes(shape, view).map(
    (axis) => `${axes[axis]?.name ?? axis} ${view.at[axis] ?? 0}`,
  );
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  context.fillStyle = foreground;
  context.font = `600 15px ${fontFamily}`;
  context.fillText(name, MARGIN, MARGIN + 12);
  context.fillStyle = muted;
  context.font = `12px ${fontFamily}`;
  const parts = [`${dtype} ${shapeText(shape)}`, ...(state.tab.peek() === 'filters' ? [] : slices)];
  if (length(state.extent.peek().columns) === 0) parts.push('empty');
  context.fillText(parts.join(', '), MARGIN, MARGIN + 30);
}
