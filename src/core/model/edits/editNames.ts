import { shortestFloat32 } from '../../exchange/numberText';
import { plural, shownName } from '../../format/sentence';
import { valueKindOf } from '../../format/valueKind';
import type { Model, Weight } from '../model';

/** What an edit of these weights is of: one by its name, all of a layer by the layer's, others by their number. */
export function namesOf(model: Model, weights: readonly Weight[]): string {
  const [first] = weights;
  if (first === undefined) return 'nothing';
  if (weights.length === 1) return shownName(first.name);
  const layer = weights.every(({ node }) => node === first.node) && model.nodes[first.node];
  return layer ? shownName(layer.name) : plural(weights.length, 'tensor');
}

/** "layer_1/kernel[0, 3]", as Python writes it; the name alone of a scalar. */
export function cellName(weight: Weight, shape: readonly number[], position: number): string {
  const index: number[] = [];
  let rest = position;
  for (const size of shape.toReversed()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return shownName(weight.name) + (index.length === 0 ? '' : `[${index.join(', ')}]`);
}

/** A value as it is set, with the digits that it needs. */
export function valueText(weight: Weight, value: number | bigint): string {
  if (typeof value === 'bigint') return String(value);
  return valueKindOf(weight) === 'float32' ? shortestFloat32(value) : number(value);
}

/** -0 keeps its sign. */
export function number(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
