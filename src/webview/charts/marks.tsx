import type { VNode } from 'preact';
import type { Scales } from './plot';

/** Points joined by straight lines. */
export function linePath(
  { x: xs, y: ys }: { readonly x: Float64Array; readonly y: Float64Array },
  { x, y }: Scales,
): string {
  let path = '';
  xs.forEach((value, i) => (path += `${i === 0 ? 'M' : 'L'}${x(value)} ${y(ys[i] ?? 0)}`));
  return path;
}

/** Each value of y holds from the point before: what average precision sums up. */
export function stepPath(
  { x: xs, y: ys }: { readonly x: Float64Array; readonly y: Float64Array },
  { x, y }: Scales,
): string {
  let path = '';
  xs.forEach((value, i) => {
    const at = y(ys[i] ?? 0);
    path += i === 0 ? `M${x(value)} ${at}` : `V${at}H${x(value)}`;
  });
  return path;
}

/** The curve itself. */
export function Line({ path }: { readonly path: string }): VNode {
  return <path d={path} fill="none" stroke="var(--chart-line)" stroke-width="2" />;
}

/** What needs no model. */
export function BaseLine({ path }: { readonly path: string }): VNode {
  return (
    <path
      d={path}
      fill="none"
      stroke="var(--chart-base)"
      stroke-width="1.5"
      stroke-dasharray="5 4"
    />
  );
}

/** Where the threshold stands. */
export function Mark({ x, y }: { readonly x: number; readonly y: number }): VNode {
  return (
    <circle
      cx={x}
      cy={y}
      r="5.5"
      fill="var(--chart-mark)"
      stroke="var(--chart-paper)"
      stroke-width="1.5"
    />
  );
}
