import type { Axis, Weight } from './model';

/** A complex number is shown as two real ones, along one more axis. */
const PART: Axis = { name: 'part', size: 2, parts: ['real', 'imaginary'] };

/** Shape and axes of a weight as views show them: complex64 has one more axis at the end, "part". */
export function shownShape(weight: Pick<Weight, 'dtype' | 'shape' | 'axes'>): {
  readonly shape: readonly number[];
  readonly axes: readonly Axis[];
} {
  const { dtype, shape, axes } = weight;
  if (dtype !== 'complex64') return { shape, axes };
  return { shape: [...shape, PART.size], axes: [...axes, PART] };
}
