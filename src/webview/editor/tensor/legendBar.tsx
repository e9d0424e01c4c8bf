import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useElementSize } from '../../ui/elementSize';
import { shortNumber } from '../../ui/numberFormat';
import { look } from '../../tensor/look';
import { drawLegend, LEGEND_HEIGHT, type Special, SWATCH_WIDTH } from './legend';

/** The colours with their values, and those of NaN and infinities where the tensor has any. */
export function LegendBar({
  limit,
  specials,
}: {
  /** What the ends stand for; null while it is not known. */
  readonly limit: number | null;
  readonly specials: readonly Special[];
}): VNode {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width } = useElementSize(box);
  const colors = look.value;
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || width === 0) return;
    const ratio = window.devicePixelRatio;
    element.width = width * ratio;
    element.height = LEGEND_HEIGHT * ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const bar = width - specials.length * SWATCH_WIDTH;
    if (limit !== null) drawLegend(context, 0, 1, bar, limit, specials, colors);
  });
  const text =
    limit === null
      ? 'Colours: reading'
      : `Colours from ${shortNumber(-limit)} (red) through 0 to ${shortNumber(limit)} (blue)${specials
          .map(({ text: name }) => `, ${name} in its own colour`)
          .join('')}`;
  return (
    <div
      class="legend"
      ref={box}
      style={{ minWidth: `${LEAST_BAR + specials.length * SWATCH_WIDTH}px` }}
    >
      <canvas
        ref={canvas}
        role="img"
        aria-label={text}
        title={text}
        style={{ width: `${width}px`, height: `${LEGEND_HEIGHT}px` }}
      />
    </div>
  );
}

/** Two numbers of three digits with sign and point fit side by side. */
const LEAST_BAR = 104;
