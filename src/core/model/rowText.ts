import type { Dimension, Model, ModelNode, Weight } from './model';

/** Shapes of real weights have five dimensions at most; longer ones end in an ellipsis. */
const MAX_DIMENSIONS = 8;
/** Outputs of one layer that fit in a row. */
const MAX_OUTPUTS = 3;

/** "(None, 6)" as in `model.summary()`; several outputs one after the other; '' if unknown. */
export function shapeText(shape: ModelNode['outputShape']): string {
  if (shape === undefined) return '';
  if (isList(shape)) {
    const shown = shape.slice(0, MAX_OUTPUTS).map(one).join(', ');
    return shape.length > MAX_OUTPUTS ? `${shown}, …` : shown;
  }
  return one(shape);
}

/** "2 × 6"; "scalar" without dimensions; '' where the shape is refused. */
export function weightShapeText(weight: Weight): string {
  const { shape } = weight;
  if (shape.length === 0) return weight.size === 1 ? 'scalar' : '';
  const shown = shape.slice(0, MAX_DIMENSIONS).join(' × ');
  return shape.length > MAX_DIMENSIONS ? `${shown} × …` : shown;
}

/** What a row adds to the name of the row above it. */
export function nameBelow(
  name: string,
  above: ModelNode | undefined,
  format: Model['format'],
): string {
  if (above === undefined) return name;
  if (format === 'graph-model') return afterCommonScope(name, above.name);
  // A layer's name may stand behind the model's: sequential/dense/kernel.
  const prefix = `${above.name}/`;
  if (name.startsWith(prefix)) return name.slice(prefix.length);
  const at = name.indexOf(`/${prefix}`);
  return at < 0 ? name : name.slice(at + prefix.length + 1);
}

/** `model/dense/MatMul/ReadVariableOp` under `model/dense/Relu` is `MatMul/ReadVariableOp`. */
function afterCommonScope(name: string, above: string): string {
  if (name.startsWith(`${above}/`)) return name.slice(above.length + 1);
  let cut = 0;
  for (let i = 0; i < name.length && name[i] === above[i]; i++) if (name[i] === '/') cut = i + 1;
  return name.slice(cut);
}

function one(shape: readonly Dimension[]): string {
  const shown = shape
    .slice(0, MAX_DIMENSIONS)
    .map((size) => (size === null ? 'None' : String(size)));
  if (shape.length > MAX_DIMENSIONS) shown.push('…');
  return `(${shown.join(', ')})`;
}

function isList(
  shape: readonly Dimension[] | readonly (readonly Dimension[])[],
): shape is readonly (readonly Dimension[])[] {
  return Array.isArray(shape[0]);
}
