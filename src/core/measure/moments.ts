import type { BlockScan } from './loops/scanBlock';

/**
 * Running moments of a tensor over its finite values. Blocks may be added and partial results merged
 * in any order: counts, extremes and positions come out the same, the rest to rounding.
 */
export interface Moments {
  count: number;
  finite: number;
  nan: number;
  positiveInfinity: number;
  negativeInfinity: number;
  zeros: number;
  min: number;
  max: number;
  /** Flat indices of the first occurrence; -1 while there is none. */
  minAt: number;
  maxAt: number;
  firstNonFiniteAt: number;
  mean: number;
  m2: number;
  m3: number;
  m4: number;
  l1: number;
  squares: number;
}

export function emptyMoments(): Moments {
  return {
    count: 0,
    finite: 0,
    nan: 0,
    positiveInfinity: 0,
    negativeInfinity: 0,
    zeros: 0,
    min: Infinity,
    max: -Infinity,
    minAt: -1,
    maxAt: -1,
    firstNonFiniteAt: -1,
    mean: 0,
    m2: 0,
    m3: 0,
    m4: 0,
    l1: 0,
    squares: 0,
  };
}

/** Looks up where in a block a value first stands; asked only when the block holds a new extreme. */
export type Locate = (value: number) => number;

/** Adds a block of `length` values that starts at flat index `start`. */
export function addScan(
  into: Moments,
  scan: BlockScan,
  length: number,
  start: number,
  locate: Locate,
): void {
  addShape(into, scan);
  into.count += length;
  into.nan += scan.nan;
  into.positiveInfinity += scan.positiveInfinity;
  into.negativeInfinity += scan.negativeInfinity;
  into.zeros += scan.zeros;
  into.l1 += scan.l1;
  into.squares += scan.squares;
  if (scan.firstNonFinite >= 0) addNonFinite(into, start + scan.firstNonFinite);
  if (scan.finite === 0) return;
  if (scan.min < into.min || (scan.min === into.min && start < into.minAt))
    addMin(into, scan.min, start + locate(scan.min));
  if (scan.max > into.max || (scan.max === into.max && start < into.maxAt))
    addMax(into, scan.max, start + locate(scan.max));
}

/** Adds what another worker or pass found in other blocks of the same tensor. */
export function mergeMoments(into: Moments, from: Moments): void {
  addShape(into, from);
  into.count += from.count;
  into.nan += from.nan;
  into.positiveInfinity += from.positiveInfinity;
  into.negativeInfinity += from.negativeInfinity;
  into.zeros += from.zeros;
  into.l1 += from.l1;
  into.squares += from.squares;
  if (from.firstNonFiniteAt >= 0) addNonFinite(into, from.firstNonFiniteAt);
  if (from.minAt >= 0) addMin(into, from.min, from.minAt);
  if (from.maxAt >= 0) addMax(into, from.max, from.maxAt);
}

function addNonFinite(into: Moments, at: number): void {
  if (into.firstNonFiniteAt < 0 || at < into.firstNonFiniteAt) into.firstNonFiniteAt = at;
}

function addMin(into: Moments, min: number, at: number): void {
  if (min < into.min || (min === into.min && at < into.minAt)) {
    into.min = min;
    into.minAt = at;
  }
}

function addMax(into: Moments, max: number, at: number): void {
  if (max > into.max || (max === into.max && at < into.maxAt)) {
    into.max = max;
    into.maxAt = at;
  }
}

/**
 * Mean and central moments of a union: Chan, Golub and LeVeque 1979; for the 3rd and 4th Pébay,
 * "Formulas for robust, one-pass parallel computation of covariances and arbitrary-order
 * statistical moments", SAND2008-6212.
 */
function addShape(
  into: Moments,
  from: Pick<Moments, 'finite' | 'mean' | 'm2' | 'm3' | 'm4'>,
): void {
  const a = into.finite;
  const b = from.finite;
  if (b === 0) return;
  const n = a + b;
  const d = from.mean - into.mean;
  const dn = d / n;
  const ab = a * b;
  const { m2, m3 } = into;
  into.m4 +=
    from.m4 +
    dn * dn * dn * d * ab * (a * a - ab + b * b) +
    6 * dn * dn * (a * a * from.m2 + b * b * m2) +
    4 * dn * (a * from.m3 - b * m3);
  into.m3 += from.m3 + dn * dn * d * ab * (a - b) + 3 * dn * (a * from.m2 - b * m2);
  into.m2 += from.m2 + dn * d * ab;
  into.mean = a === 0 ? from.mean : into.mean + dn * b;
  into.finite = n;
}
