import { cssColor, SPECIAL_COLORS, divergingColor } from '../../ui/colorMap';
import { shortNumber } from '../../ui/numberFormat';
import { symmetricTicks } from '../../ui/ticks';
import type { Statistics } from '../../../core/measure/statistics';
import { FONT_SIZE } from './frame';
import type { Context, Look } from './scene';

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
    { text: '−Inf', color: cssColor(negativeInfinity), count: statistics.negativeInfinity },
  ].filter(({ count }) => count > 0);
}

export const LEGEND_HEIGHT = 30;

/** Room for a swatch and its name behind the bar. */
export const SWATCH_WIDTH = 50;

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
  const margin = 22;
  context.font = `${FONT_SIZE}px ${look.fontFamily}`;
  context.textBaseline = 'alphabetic';
  const bar = width - 2 * margin;
  for (let i = 0; i < bar; i++) {
    context.fillStyle = cssColor(divergingColor(limit > 0 ? i / (bar - 1) : 0.5, look.dark));
    context.fillRect(x + margin + i, y, 1.5, 10);
  }
  context.strokeStyle = look.muted;
  context.lineWidth = 1;
  context.strokeRect(x + margin - 0.5, y - 0.5, bar + 1, 11);
  context.textAlign = 'center';
  const ticks = symmetricTicks(limit);
  for (const tick of ticks) {
    const at = x + margin + (limit > 0 ? ((tick / limit + 1) / 2) * bar : bar / 2);
    context.fillStyle = look.muted;
    context.fillRect(Math.round(at) - 0.5, y + 10, 1, 4);
    context.fillStyle = look.foreground;
    context.fillText(shortNumber(tick, 3).replace('-', '−'), at, y + 25);
  }
  let at = x + 2 * margin + bar;
  context.textAlign = 'left';
  for (const { text, color } of specials) {
    context.fillStyle = color;
    context.fillRect(at, y, 12, 10);
    context.fillStyle = look.foreground;
    context.fillText(text, at + 16, y + 9);
    at += SWATCH_WIDTH;
  }
}
