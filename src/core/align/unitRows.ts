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

/** The features at these indices alone. */
export function pickedValues({ features, steps }: UnitValues, indices: Uint32Array): UnitValues {
  return {
    features: indices.map((i) => features[i] ?? 0),
    steps: indices.map((i) => steps[i] ?? 0),
  };
}

/**
 * Features [from, to) of all units in fours: the first feature of each of four units, then the second
 * of each. The last four are filled up with zeros. What is not finite counts as 0.
 */
export function unitRows(
  values: Numbers,
  { features, steps }: UnitValues,
  units: number,
  from: number,
  to: number,
): Float64Array {
  const rows = new Float64Array(4 * Math.ceil(units / 4) * (to - from));
  let next = 0;
  for (let unit = 0; unit < units; unit += 4) {
    const present = Math.min(4, units - unit);
    for (let feature = from; feature < to; feature++, next += 4) {
      const step = steps[feature] ?? 0;
      let at = (features[feature] ?? 0) + unit * step;
      for (let i = 0; i < present; i++, at += step) {
        const value = Number(values[at]);
        rows[next + i] = Number.isFinite(value) ? value : 0;
      }
    }
  }
  return rows;
}
