import { interpolateRdBu } from 'd3-scale-chromatic';

/** Steps of a colour table: finer than the 256 levels of a screen's channel on either side of zero. */
export const COLOR_STEPS = 4096;

/** Places behind the steps for what has no place on the scale. */
export const NAN_COLOR = COLOR_STEPS;
export const POSITIVE_INFINITY_COLOR = COLOR_STEPS + 1;
export const NEGATIVE_INFINITY_COLOR = COLOR_STEPS + 2;

export interface Rgb {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

/** Hues that neither end of the map has: magenta, gold and green stay apart for all common kinds of colour blindness. */
export const SPECIAL_COLORS = {
  nan: { r: 0xe0, g: 0x1c, b: 0xe0 },
  positiveInfinity: { r: 0xff, g: 0xc4, b: 0x00 },
  negativeInfinity: { r: 0x00, g: 0xa8, b: 0x6b },
} as const satisfies Record<string, Rgb>;

const DARK_ZERO: Rgb = { r: 0x36, g: 0x36, b: 0x38 };
const LIGHT_ZERO: Rgb = { r: 0xf0, g: 0xee, b: 0xec };

/**
 * ColorBrewer's red-blue map, safe for colour-blind readers: red below zero, blue above. On a dark
 * background its white middle would make the zeros the loudest cells, so there the map runs from a
 * grey near the background through the same hues to their light tints: brightness still grows with
 * |value|.
 * @param t 0 for the lowest, 0.5 for zero, 1 for the highest value.
 */
export function divergingColor(t: number, dark: boolean): Rgb {
  const magnitude = Math.abs(2 * t - 1);
  const side = t < 0.5 ? -1 : 1;
  if (!dark) {
    const far = parseRgb(interpolateRdBu(0.5 + side * (0.04 + 0.46 * magnitude)));
    return mix(LIGHT_ZERO, far, Math.min(1, magnitude * 5));
  }
  const strong = parseRgb(interpolateRdBu(0.5 + side * 0.36));
  const light = parseRgb(interpolateRdBu(0.5 + side * 0.17));
  return magnitude < 0.6
    ? mix(DARK_ZERO, strong, magnitude / 0.6)
    : mix(strong, light, (magnitude - 0.6) / 0.4);
}

const tables = new Map<boolean, Uint32Array>();

/** Pixels (little-endian RGBA, as ImageData stores them) for every step, then NaN, +Inf and -Inf. */
export function colorTable(dark: boolean): Uint32Array {
  let table = tables.get(dark);
  if (table === undefined) {
    table = new Uint32Array(COLOR_STEPS + 3);
    for (let i = 0; i < COLOR_STEPS; i++) {
      table[i] = pixel(divergingColor(i / (COLOR_STEPS - 1), dark));
    }
    table[NAN_COLOR] = pixel(SPECIAL_COLORS.nan);
    table[POSITIVE_INFINITY_COLOR] = pixel(SPECIAL_COLORS.positiveInfinity);
    table[NEGATIVE_INFINITY_COLOR] = pixel(SPECIAL_COLORS.negativeInfinity);
    tables.set(dark, table);
  }
  return table;
}

/** Place of a value in a colour table when the scale runs from -limit to limit; values beyond take the end colour. */
export function colorIndex(value: number, limit: number): number {
  if (value !== value) return NAN_COLOR;
  if (value === Infinity) return POSITIVE_INFINITY_COLOR;
  if (value === -Infinity) return NEGATIVE_INFINITY_COLOR;
  if (limit <= 0) return COLOR_STEPS / 2;
  const t = (value / limit + 1) / 2;
  return t <= 0 ? 0 : t >= 1 ? COLOR_STEPS - 1 : Math.round(t * (COLOR_STEPS - 1));
}

/** Colours a block of values into pixels. Hot loop: 65,536 values a tile, some tiles a frame. */
export function paint(
  values: Float32Array,
  limit: number,
  table: Uint32Array,
  pixels: Uint32Array,
): void {
  const half = (COLOR_STEPS - 1) / 2;
  const factor = limit > 0 ? half / limit : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    const step = value * factor + half;
    const index =
      value - value !== 0
        ? colorIndex(value, limit)
        : step <= 0
          ? 0
          : step >= COLOR_STEPS - 1
            ? COLOR_STEPS - 1
            : (step + 0.5) | 0;
    pixels[i] = table[index] ?? 0;
  }
}

export function cssColor({ r, g, b }: Rgb): string {
  return `rgb(${r}, ${g}, ${b})`;
}

/** Colour of one value, for cells of the grid and legends. */
export function valueColor(value: number, limit: number, dark: boolean): Rgb {
  const packed = colorTable(dark)[colorIndex(value, limit)] ?? 0;
  return { r: packed & 255, g: (packed >> 8) & 255, b: (packed >> 16) & 255 };
}

/** Black or white, whichever contrasts more with the colour (WCAG relative luminance). */
export function textOn({ r, g, b }: Rgb): '#000000' | '#ffffff' {
  const luminance = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  return (luminance + 0.05) ** 2 > 1.05 * 0.05 ? '#000000' : '#ffffff';
}

function linear(channel: number): number {
  const c = channel / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

function pixel({ r, g, b }: Rgb): number {
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const between = (a: number, b: number): number => Math.round(a + (b - a) * share);
  return { r: between(from.r, to.r), g: between(from.g, to.g), b: between(from.b, to.b) };
}

function parseRgb(text: string): Rgb {
  const [r = 0, g = 0, b = 0] = (text.match(/\d+/g) ?? []).map(Number);
  return { r, g, b };
}
