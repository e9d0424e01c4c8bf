import { cssColor, SPECIAL_COLORS, divergingColor } from '../../ui/colorMap';
import { shortNumber } from '../../ui/numberFormat';
import { symmetricTicks } from '../../ui/ticks';
import type { Statistics } from '../../../core/measure/statistics';
import { FONT_SIZE } from '../../tensor/heatmap/frame';
import type { Context, Look } from '../../tensor/scene';

export interface Special {
  readonly text: string;
  readonly color: string;
}

/** The kinds of values that have their own colours, as far as the tensor has any. */
export function specialsOf(statistics: Statistics | undefined): Special[] {
  if (statistics === undefined) return [];
  const { nan, positiveInfinity, negativeInfinity } = SPECIAL_COLORS;
  return [
    { text: 'NaN', color: cssColor(nan), count: statistics.nan },
    { text: '+Inf', color: cssColor(positiveInfinity), count: statistics.positiveInfinity },
    { text: '-Inf', color: cssColor(negativeInfinity), count: statistics.negativeInfinity },
  ].filter(({ count }) => count > 0);
}

export const LEGEND_HEIGHT = 26;

/** Room for a swatch and its name behind the bar. */
export const SWATCH_WIDTH = 48;

const BAR_HEIGHT = 9;
/** Least distance between two labels. */
const LABEL_GAP = 6;

export interface LegendLabel {
  readonly text: string;
  /** Place of the value on the bar, and left edge of its text, both from the bar's beginning. */
  readonly at: number;
  readonly left: number;
}

/**
 * Labels of a bar `width` wide from -limit to limit. Those at the ends stay within the bar; zero and
 * then the halves are left out where they would touch their neighbours.
 */
export function legendLabels(
  limit: number,
  width: number,
  measure: (text: string) => number,
): LegendLabel[] {
  const labels = symmetricTicks(limit).map((tick) => {
    const text = shortNumber(tick, 3);
    const at = limit > 0 ? ((tick / limit + 1) / 2) * width : width / 2;
    const size = measure(text);
    return { text, at, size, left: Math.max(0, Math.min(width - size, at - size / 2)) };
  });
  const fits = (some: typeof labels): boolean =>
    some.every(({ left }, i) => {
      const before = some[i - 1];
      return before === undefined || before.left + before.size + LABEL_GAP <= left;
    });
  const without = (step: number): typeof labels => labels.filter((_, i) => i % step === 0);
  const shown = [labels, without(2), without(4)].find(fits) ?? [];
  return shown.map(({ text, at, left }) => ({ text, at, left }));
}

/** A bar of the map's colours, `width` wide, with values beneath, then a swatch for each special kind. */
export function drawLegend(
  context: Context,
  x: number,
  y: number,
  width: number,
  limit: number,
  specials: readonly Special[],
  look: Look,
): void {
  context.font = `${FONT_SIZE}px ${look.fontFamily}`;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  const bar = width - 2;
  for (let i = 0; i < bar; i++) {
    context.fillStyle = cssColor(divergingColor(limit > 0 ? i / (bar - 1) : 0.5, look.dark));
    context.fillRect(x + 1 + i, y, 1.5, BAR_HEIGHT);
  }
  context.strokeStyle = look.muted;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y - 0.5, bar + 1, BAR_HEIGHT + 1);
  for (const { text, at, left } of legendLabels(
    limit,
    bar,
    (label) => context.measureText(label).width,
  )) {
    context.fillStyle = look.muted;
    context.fillRect(x + Math.round(Math.min(bar, at)), y + BAR_HEIGHT, 1, 3);
    context.fillStyle = look.foreground;
    context.fillText(text, x + 1 + left, y + BAR_HEIGHT + 13);
  }
  let at = x + width + 8;
  for (const { text, color } of specials) {
    context.fillStyle = color;
    context.fillRect(at, y, 10, BAR_HEIGHT);
    context.fillStyle = look.foreground;
    context.fillText(text, at + 13, y + BAR_HEIGHT);
    at += SWATCH_WIDTH;
  }
}
