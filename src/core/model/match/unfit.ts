import type { DType } from '../../format/dtypes';
import type { Axis, ModelNode, Weight } from '../model';
import { weightShapeText } from '../rowText';
import type { MatchedModel } from './places';
import { snakeCase } from './autoName';

const FLOATS: ReadonlySet<DType> = new Set<DType>(['float32', 'float16', 'bfloat16', 'float64']);

/** Numbers of real value, which may be converted into each other with rounding alone. */
export function isFloat({ dtype }: Pick<Weight, 'dtype'>): boolean {
  return FLOATS.has(dtype);
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/**
 * Why two weights do not stand for the same thing element by element, in one sentence that speaks of
 * `left` as "here" and of `right` as "there"; undefined where they do.
 */
export function unfitReason(
  left: MatchedModel,
  a: Weight,
  right: MatchedModel,
  b: Weight,
): string | undefined {
  return meaningDiffers(left.nodes[a.node], a, right.nodes[b.node], b) ?? shapeDiffers(a, b);
}

/** Why the values of two weights cannot be held against each other, whatever they stand for. */
export function incomparable(a: Weight, b: Weight): string | undefined {
  return typeDiffers(a, b) ?? shapeDiffers(a, b);
}

/** The same but for the shape. */
export function meaningDiffers(
  node: ModelNode | undefined,
  a: Weight,
  other: ModelNode | undefined,
  b: Weight,
): string | undefined {
  const type = typeDiffers(a, b);
  if (type !== undefined) return type;
  if (a.role !== b.role && known(node) && known(other))
    return `The role differs: ${a.role} here, ${b.role} there.`;
  if (known(node) && known(other) && family(node) !== family(other))
    return `The class of the layer differs: ${node.className} here, ${other.className} there.`;
  const [here, there] = [gatesOf(a.axes), gatesOf(b.axes)];
  if (here !== undefined && there !== undefined && here !== there)
    return `The order of the gates differs: ${here} here, ${there} there.`;
  return undefined;
}

function typeDiffers(a: Weight, b: Weight): string | undefined {
  if (a.dtype === b.dtype || (isFloat(a) && isFloat(b))) return undefined;
  return `The type differs: ${a.dtype} here, ${b.dtype} there.`;
}

function shapeDiffers(a: Weight, b: Weight): string | undefined {
  if (sameShape(a.shape, b.shape)) return undefined;
  return `The shape differs: ${shapeOf(a)} here, ${shapeOf(b)} there.`;
}

function shapeOf(weight: Weight): string {
  return weightShapeText(weight) || 'none';
}

/** Scopes have no class: only their name is there to judge by. */
function known(node: ModelNode | undefined): node is ModelNode {
  return node !== undefined && node.className !== '';
}

/** A recurrent layer and its cell hold the same weights. */
function family({ className }: ModelNode): string {
  return snakeCase(className.replace(/(?:Cell|V[12])$/, ''));
}

function gatesOf(axes: readonly Axis[]): string | undefined {
  return axes.find(({ name }) => name.startsWith('gate'))?.parts?.join(', ');
}
