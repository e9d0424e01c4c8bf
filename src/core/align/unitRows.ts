import type { Numbers } from '../format/valueKind';
import { stridesOf } from '../model/strides';
import { type Permutations, sourceIndices } from './permute';
import type { TensorLanes } from './unitPlan';

/** Where the values of the units of a group lie in a tensor, seen along one axis. */
export interface UnitValues {
  /** Flat index of the first unit's value of each feature. */
  readonly features: Uint32Array;
  /** From a unit's value to that of the next, for each feature. */
  readonly steps: Uint32Array;
}

/**
 * The features of the units of `group` along `axis`: all values that go with one unit. Other axes are
 * taken in the order that the permutations give them, so that features of two nets stand for the same.
 */
export function unitValues(
  { weight: { shape }, axes }: TensorLanes,
  axis: number,
  group: number,
  permutations: Permutations,
): UnitValues {
  const strides = stridesOf(shape);
  const lanes = (axes[axis] ?? []).filter((lane) => lane.group === group);
  let rest = Uint32Array.of(0);
  for (const [other, size] of shape.entries()) {
    if (other === axis) continue;
    const stride = strides[other] ?? 1;
    const sources = sourceIndices(size, axes[other] ?? [], permutations);
    const next = new Uint32Array(rest.length * size);
    rest.forEach((base, i) => {
      for (let j = 0; j < size; j++) next[i * size + j] = base + (sources[j] ?? 0) * stride;
    });
    rest = next;
  }
  const features = new Uint32Array(rest.length * lanes.length);
  const steps = new Uint32Array(features.length);
  const along = strides[axis] ?? 1;
  for (const [i, { start, stride }] of lanes.entries()) {
    const from = i * rest.length;
    rest.forEach((base, j) => (features[from + j] = base + start * along));
    steps.fill(stride * along, from, from + rest.length);
  }
  return { features, steps };
}

/** Features [from, to) of all units, a row a unit. What is not finite counts as 0. */
export function unitRows(
  values: Numbers,
  { features, steps }: UnitValues,
  units: number,
  from: number,
  to: number,
): Float64Array {
  const width = to - from;
  const rows = new Float64Array(units * width);
  for (let j = 0; j < width; j++) {
    let at = features[from + j] ?? 0;
    const step = steps[from + j] ?? 0;
    for (let unit = 0; unit < units; unit++, at += step) {
      const value = Number(values[at]);
      rows[unit * width + j] = Number.isFinite(value) ? value : 0;
    }
  }
  return rows;
}

/**
 * Adds the inner product of each unit of A with each of B to `profit`, for units [from, to) of A.
 * Four by four, so that eight loads serve sixteen products.
 */
export function addProducts(
  profit: Float64Array,
  units: number,
  a: Float64Array,
  b: Float64Array,
  from: number,
  to: number,
): void {
  const width = a.length / units;
  for (let i = from; i < to; i += 4) {
    const rows = Math.min(4, to - i);
    for (let j = 0; j < units; j += 4) {
      const columns = Math.min(4, units - j);
      if (rows === 4 && columns === 4) addBlock(profit, units, a, b, i, j, width);
      else addRest(profit, units, a, b, [i, i + rows], [j, j + columns], width);
    }
  }
}

function addBlock(
  profit: Float64Array,
  units: number,
  a: Float64Array,
  b: Float64Array,
  i: number,
  j: number,
  width: number,
): void {
  let s00 = 0,
    s01 = 0,
    s02 = 0,
    s03 = 0;
  let s10 = 0,
    s11 = 0,
    s12 = 0,
    s13 = 0;
  let s20 = 0,
    s21 = 0,
    s22 = 0,
    s23 = 0;
  let s30 = 0,
    s31 = 0,
    s32 = 0,
    s33 = 0;
  const [aAt, bAt] = [i * width, j * width];
  for (let k = 0; k < width; k++) {
    const b0 = b[bAt + k] ?? 0;
    const b1 = b[bAt + width + k] ?? 0;
    const b2 = b[bAt + 2 * width + k] ?? 0;
    const b3 = b[bAt + 3 * width + k] ?? 0;
    const a0 = a[aAt + k] ?? 0;
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    const a1 = a[aAt + width + k] ?? 0;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
    const a2 = a[aAt + 2 * width + k] ?? 0;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    const a3 = a[aAt + 3 * width + k] ?? 0;
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
  }
  addTo(profit, i * units + j, s00, s01, s02, s03);
  addTo(profit, (i + 1) * units + j, s10, s11, s12, s13);
  addTo(profit, (i + 2) * units + j, s20, s21, s22, s23);
  addTo(profit, (i + 3) * units + j, s30, s31, s32, s33);
}

function addTo(
  profit: Float64Array,
  at: number,
  first: number,
  second: number,
  third: number,
  fourth: number,
): void {
  profit[at] = (profit[at] ?? 0) + first;
  profit[at + 1] = (profit[at + 1] ?? 0) + second;
  profit[at + 2] = (profit[at + 2] ?? 0) + third;
  profit[at + 3] = (profit[at + 3] ?? 0) + fourth;
}

function addRest(
  profit: Float64Array,
  units: number,
  a: Float64Array,
  b: Float64Array,
  [from, to]: readonly [number, number],
  [left, right]: readonly [number, number],
  width: number,
): void {
  for (let i = from; i < to; i++)
    for (let j = left; j < right; j++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += (a[i * width + k] ?? 0) * (b[j * width + k] ?? 0);
      profit[i * units + j] = (profit[i * units + j] ?? 0) + sum;
    }
}
