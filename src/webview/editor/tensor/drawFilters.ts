import { colorTable, paint, textOn, valueColor } from '../../ui/colorMap';
import { fittingText } from '../../tensor/heatmap/fittingText';
import { FONT_SIZE } from '../../tensor/heatmap/frame';
import { largestFinite } from '../../tensor/tiles/tileValues';
import type { GalleryLayout } from './galleryLayout';
import type { Context, Look } from '../../tensor/scene';

export interface FilterPictures {
  readonly layout: GalleryLayout;
  readonly width: number;
  readonly height: number;
  /** Shared scale, or null where each filter has its own. */
  readonly limit: number | null;
  readonly look: Look;
  /** What stands beneath a picture. */
  readonly label: (filter: number) => string;
  /** The channels are red, green and blue rather than places on the colour scale. */
  readonly rgb: boolean;
  readonly get: (
    filter: number,
  ) => { readonly values: Float32Array; readonly channels: 1 | 3 } | undefined;
}

/** Draws the filters [start, end) with their numbers, the gallery scrolled down by `top`. */
export function drawFilters(
  context: Context,
  pictures: FilterPictures,
  start: number,
  end: number,
  top: number,
  marked: number | null,
): void {
  const { layout, width, height, look } = pictures;
  context.font = `${FONT_SIZE}px ${look.fontFamily}`;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.imageSmoothingEnabled = false;
  for (let filter = start; filter < end; filter++) {
    const x = (filter % layout.columns) * layout.pitchX;
    const y = Math.floor(filter / layout.columns) * layout.pitchY - top;
    const w = width * layout.zoom;
    const h = height * layout.zoom;
    const found = pictures.get(filter);
    if (found !== undefined) {
      context.drawImage(picture(found.values, found.channels, pictures), x, y, w, h);
      if (found.channels === 1) drawNumbers(context, found.values, x, y, pictures);
    }
    context.lineWidth = filter === marked ? 2 : 1;
    context.strokeStyle = filter === marked ? look.focus : look.muted;
    context.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1);
    context.fillStyle = filter === marked ? look.foreground : look.muted;
    context.fillText(pictures.label(filter), x, y + h + FONT_SIZE + 1);
  }
}

/** Room between a number and the edges of its weight, both sides together. */
const NUMBER_PADDING = 3;

/** The weights themselves, to two digits of the scale, where there is room for all of them. */
function drawNumbers(
  context: Context,
  values: Float32Array,
  x: number,
  y: number,
  { layout: { zoom }, width, limit, look }: FilterPictures,
): void {
  const scale = limit ?? largestFinite(values);
  const decimals = 1 - Math.floor(Math.log10(scale));
  if (!(decimals >= 0 && decimals <= MOST_DECIMALS)) return;
  context.save();
  context.font = `${FONT_SIZE - 1}px ${look.fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  if (context.measureText((-scale).toFixed(decimals)).width <= zoom - NUMBER_PADDING) {
    values.forEach((value, i) => {
      context.fillStyle = textOn(valueColor(value, scale, look.dark));
      const text = Number.isFinite(value)
        ? fixed(value, decimals)
        : fittingText(context, value, zoom);
      const [column, row] = [i % width, Math.floor(i / width)];
      context.fillText(text, x + (column + 0.5) * zoom, y + (row + 0.5) * zoom);
    });
  }
  context.restore();
}

/** What rounds to zero is '0': "-0.00" would look like a number. */
function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? '0' : text;
}

/** "-0.0123" is as long as a number in a filter may be. */
const MOST_DECIMALS = 3;

function picture(
  values: Float32Array,
  channels: 1 | 3,
  { width, height, limit, look }: FilterPictures,
): OffscreenCanvas {
  const scale = limit ?? largestFinite(values);
  const image = new ImageData(width, height);
  if (channels === 1) {
    paint(values, scale, colorTable(look.dark), new Uint32Array(image.data.buffer));
  } else {
    paintRgb(values, scale, image.data);
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}

/** Zero is mid-grey in each channel, as filters of pictures are usually shown. */
function paintRgb(values: Float32Array, scale: number, pixels: Uint8ClampedArray): void {
  for (let i = 0; i < values.length / 3; i++) {
    for (let channel = 0; channel < 3; channel++) {
      const value = values[3 * i + channel] ?? 0;
      pixels[4 * i + channel] = scale > 0 ? 127.5 + (127.5 * value) / scale : 127.5;
    }
    pixels[4 * i + 3] = 255;
  }
}
