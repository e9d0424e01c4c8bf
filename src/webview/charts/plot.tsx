import type { ComponentChildren, VNode } from 'preact';
import { shortNumber } from '../ui/numberFormat';
import { niceStep } from '../ui/ticks';

/*
 * Charts are drawn as SVG whose colours are the variables --chart-*: the page takes them from the theme, a report from
 * its own style, and a picture that is saved has their values written in.
 */

export interface Axis {
  readonly label: string;
  readonly low: number;
  readonly high: number;
}

/** From values to pixels of the drawing. */
export interface Scales {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const WIDTH = 340;
const HEIGHT = 270;
const FRAME = { left: 50, right: WIDTH - 12, top: 10, bottom: HEIGHT - 40 };
const TICK_PIXELS = 44;

/** Two axes and what is drawn between them. */
export function Plot({
  name,
  label,
  x,
  y,
  children,
}: {
  /** Of the file that it is saved as. */
  readonly name: string;
  /** What it shows, in a sentence, for those who do not see it. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly children: (scales: Scales) => ComponentChildren;
}): VNode {
  const scales: Scales = {
    ...FRAME,
    x: scale(x, FRAME.left, FRAME.right),
    y: scale(y, FRAME.bottom, FRAME.top),
  };
  const { left, right, top, bottom } = FRAME;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class="chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      font-family="var(--chart-font)"
      font-size="11"
      role="img"
      aria-label={label}
      data-name={name}
    >
      {ticksOf(y, bottom - top).map((tick) => (
        <g key={`y${tick}`}>
          <line
            x1={left}
            x2={right}
            y1={scales.y(tick)}
            y2={scales.y(tick)}
            stroke="var(--chart-grid)"
            stroke-opacity="0.6"
          />
          <text
            x={left - 6}
            y={scales.y(tick)}
            dy="0.35em"
            text-anchor="end"
            fill="var(--chart-dim)"
          >
            {shortNumber(tick)}
          </text>
        </g>
      ))}
      {ticksOf(x, right - left).map((tick) => (
        <g key={`x${tick}`}>
          <line
            x1={scales.x(tick)}
            x2={scales.x(tick)}
            y1={top}
            y2={bottom}
            stroke="var(--chart-grid)"
            stroke-opacity="0.6"
          />
          <text x={scales.x(tick)} y={bottom + 14} text-anchor="middle" fill="var(--chart-dim)">
            {shortNumber(tick)}
          </text>
        </g>
      ))}
      {children(scales)}
      <path
        d={`M${left} ${top}V${bottom}H${right}`}
        fill="none"
        stroke="var(--chart-dim)"
        stroke-width="1"
      />
      <text x={(left + right) / 2} y={HEIGHT - 6} text-anchor="middle" fill="var(--chart-ink)">
        {x.label}
      </text>
      <text
        transform={`translate(11 ${(top + bottom) / 2}) rotate(-90)`}
        text-anchor="middle"
        fill="var(--chart-ink)"
      >
        {y.label}
      </text>
    </svg>
  );
}

function scale({ low, high }: Axis, from: number, to: number): (value: number) => number {
  const factor = (to - from) / (high - low || 1);
  return (value) => rounded(from + (value - low) * factor);
}

/** A hundredth of a pixel is not seen, and the digits would fill the file. */
function rounded(pixels: number): number {
  return Math.round(100 * pixels) / 100;
}

function ticksOf({ low, high }: Axis, pixels: number): readonly number[] {
  const step = niceStep(((high - low) * TICK_PIXELS) / pixels);
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++)
    // Multiplied, 3 · 0.1 is not 0.3.
    ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}
