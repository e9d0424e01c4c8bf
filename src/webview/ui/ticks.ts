/**
 * Indices worth a label on an axis of cells: multiples of 1, 2 or 5 times a power of ten, at least
 * `minimum` pixels apart.
 * @param start First cell in sight, fractional. @param end Where sight ends. @param pixels Pixels a cell.
 */
export function indexTicks(start: number, end: number, pixels: number, minimum: number): number[] {
  const step = Math.max(1, niceStep(minimum / pixels));
  const ticks: number[] = [];
  for (let i = Math.ceil(start / step) * step; i < end; i += step) ticks.push(i);
  return ticks;
}

/** The smallest 1, 2 or 5 times a power of ten that is not below `least`. */
export function niceStep(least: number): number {
  if (!(least > 0) || !Number.isFinite(least)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= least * (1 - 1e-12)) ?? 10;
  return factor * power;
}

/** Ticks of a value axis that is symmetric about zero: -limit, -limit/2, 0, limit/2, limit. */
export function symmetricTicks(limit: number): number[] {
  return limit > 0 ? [-limit, -limit / 2, 0, limit / 2, limit] : [0];
}
