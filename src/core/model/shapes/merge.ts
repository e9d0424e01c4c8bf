import { isArray, property, type Json } from '../../json';
import type { Dimension } from '../model';
import { axisOf, type Shape, type ShapeRule } from './shape';

/** Element by element, sizes of 1 and missing leading axes stretched as NumPy does. */
const elementwise: ShapeRule = (_, inputs) => {
  let merged: Shape | undefined = inputs[0];
  for (const input of inputs.slice(1)) merged = merged && broadcast(merged, input);
  return merged && [merged];
};

function broadcast(a: Shape, b: Shape): Shape | undefined {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const missing = long.length - short.length;
  const shape: Dimension[] = [];
  for (const [axis, x] of long.entries()) {
    const y = axis < missing ? 1 : (short[axis - missing] ?? null);
    if (x === null || y === null) shape.push(null);
    else if (x === y || y === 1) shape.push(x);
    else if (x === 1) shape.push(y);
    else return undefined;
  }
  return shape;
}

const concatenate: ShapeRule = (config, inputs) => {
  const [first] = inputs;
  const axis = axisOf(property(config, 'axis') ?? -1, first.length);
  if (axis === undefined) return undefined;
  let total: Dimension = 0;
  for (const input of inputs) {
    const length = input[axis];
    if (length === undefined || input.length !== first.length) return undefined;
    total = total === null || length === null ? null : total + length;
  }
  return [first.with(axis, total)];
};

/** The axis that is summed over goes from both sides; what is left is joined. */
const dot: ShapeRule = (config, [a, b]) => {
  if (b === undefined || a.length > 3 || b.length > 3) return undefined;
  const axes: Json | undefined = property(config, 'axes');
  const axisA = axisOf(isArray(axes) ? axes[0] : axes, a.length);
  const axisB = axisOf(isArray(axes) ? axes[1] : axes, b.length);
  if (axisA === undefined || axisB === undefined) return undefined;
  const joined = [...a.toSpliced(axisA, 1), ...b.toSpliced(axisB, 1).slice(1)];
  return [joined.length === 1 ? [...joined, 1] : joined];
};

export const MERGE_SHAPES: Readonly<Record<string, ShapeRule>> = {
  Add: elementwise,
  Subtract: elementwise,
  Multiply: elementwise,
  Average: elementwise,
  Maximum: elementwise,
  Minimum: elementwise,
  Concatenate: concatenate,
  Dot: dot,
};
