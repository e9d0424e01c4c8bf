import { asArray, property } from '../../json';
import type { Dimension } from '../model';
import { dimension, product, result, size, type ShapeRule } from './shape';

const unchanged: ShapeRule = (_, [input]) => [input];

/** Layers that change values and keep the shape. */
const UNCHANGED = [
  'Activation',
  'ReLU',
  'LeakyReLU',
  'PReLU',
  'ELU',
  'ThresholdedReLU',
  'Softmax',
  'Dropout',
  'SpatialDropout1D',
  'SpatialDropout2D',
  'SpatialDropout3D',
  'GaussianNoise',
  'GaussianDropout',
  'AlphaDropout',
  'BatchNormalization',
  'LayerNormalization',
  'GroupNormalization',
  'UnitNormalization',
  'Normalization',
  'Masking',
  'ActivityRegularization',
  'Identity',
  'Rescaling',
  'RandomFlip',
  'RandomRotation',
  'RandomZoom',
  'RandomTranslation',
  'RandomContrast',
  'RandomBrightness',
];

const dense: ShapeRule = (config, [input]) => {
  const units = size(config, 'units');
  return units === undefined || input.length < 2 ? undefined : [[...input.slice(0, -1), units]];
};

const flatten: ShapeRule = (_, [input]) => {
  if (input.length === 0) return undefined;
  // Channels-first data is transposed before it is flattened; the product is the same.
  return [[input[0] ?? null, product(input.slice(1))]];
};

const reshape: ShapeRule = (config, [input]) => {
  const target = asArray(property(config, 'target_shape'));
  if (target === undefined) return undefined;
  const sizes: Dimension[] = [];
  let open: number | undefined;
  for (const [axis, item] of target.entries()) {
    const length = dimension(item);
    if (length === undefined) return undefined;
    if (length === null) {
      if (open !== undefined) return undefined;
      open = axis;
    }
    sizes.push(length);
  }
  if (open !== undefined) {
    const total = product(input.slice(1));
    const known = product(sizes.filter((length) => length !== null));
    if (total !== null && known !== null) sizes[open] = result(total / known) ?? null;
  }
  return [[input[0] ?? null, ...sizes]];
};

const permute: ShapeRule = (config, [input]) => {
  const dims = asArray(property(config, 'dims'));
  if (dims?.length !== input.length - 1) return undefined;
  const shape: Dimension[] = [input[0] ?? null];
  for (const axis of dims) {
    const from = typeof axis === 'number' ? input[axis] : undefined;
    if (from === undefined) return undefined;
    shape.push(from);
  }
  return [shape];
};

const repeat: ShapeRule = (config, [input]) => {
  const times = size(config, 'n');
  return times === undefined || input.length !== 2
    ? undefined
    : [[input[0] ?? null, times, input[1] ?? null]];
};

const embedding: ShapeRule = (config, [input]) => {
  const width = size(config, 'output_dim');
  if (width === undefined) return undefined;
  const stated = property(config, 'input_length');
  const lengths = asArray(stated) ?? [stated ?? null];
  const tokens = input.map((length, axis) => {
    const given = axis === 0 ? null : (dimension(lengths[axis - 1] ?? null) ?? null);
    return length ?? given;
  });
  return [[...tokens, width]];
};

const categories: ShapeRule = (config, [input]) => {
  const tokens = size(config, 'num_tokens');
  if (tokens === undefined) return undefined;
  const mode = property(config, 'output_mode');
  const appended = (mode === 'one_hot' || mode === 'oneHot') && input.at(-1) !== 1;
  return [[...(appended ? input : input.slice(0, -1)), tokens]];
};

export const CORE_SHAPES: Readonly<Record<string, ShapeRule>> = {
  ...Object.fromEntries(UNCHANGED.map((className) => [className, unchanged])),
  Dense: dense,
  Flatten: flatten,
  Reshape: reshape,
  Permute: permute,
  RepeatVector: repeat,
  Embedding: embedding,
  CategoryEncoding: categories,
  MultiHeadAttention: unchanged,
  Attention: (_, [query, value]) => value && [[...query.slice(0, -1), value.at(-1) ?? null]],
};
