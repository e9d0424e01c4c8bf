import { asString, property, type JsonObject } from '../../json';
import { channelsFirst, mapSpace, result, size, sizes, spatial, withSpace } from './shape';
import type { Shape, ShapeRule } from './shape';

type Channels = (config: JsonObject | undefined, input: number | null) => number | null | undefined;

const filters: Channels = (config) => size(config, 'filters');
const multiplied: Channels = (config, input) =>
  input === null ? null : result(input * (size(config, 'depth_multiplier') ?? 1));

/** `convOutputLength` of Keras and TensorFlow.js. */
export function windowLength(
  length: number,
  window: number,
  stride: number,
  padding: string,
  dilation = 1,
): number | undefined {
  const reach = (window - 1) * dilation + 1;
  const positions = padding === 'valid' ? length - reach + 1 : length;
  return result(Math.floor((positions + stride - 1) / stride));
}

export function paddingOf(config: JsonObject | undefined): string {
  return asString(property(config, 'padding')) ?? 'valid';
}

function convolution(rank: number, channels: Channels): ShapeRule {
  return (config, [input]) => {
    const shape = convolve(config, input, rank, channels);
    return shape && [shape];
  };
}

/** A batch of images (or of lines or volumes, by `rank`) through one convolution. */
export function convolve(
  config: JsonObject | undefined,
  input: Shape,
  rank: number,
  channels: Channels = filters,
): Shape | undefined {
  const ones = Array<number>(rank).fill(1);
  const window = sizes(config, 'kernel_size', rank);
  const strides = sizes(config, 'strides', rank, ones);
  const dilation = sizes(config, 'dilation_rate', rank, ones);
  if (input.length !== rank + 2 || !window || !strides || !dilation) return undefined;
  const first = channelsFirst(config);
  const { space, channels: inputChannels } = spatial(input, first);
  const outputs = channels(config, inputChannels);
  const changed = mapSpace(space, (length, axis) =>
    windowLength(
      length,
      window[axis] ?? 1,
      strides[axis] ?? 1,
      paddingOf(config),
      dilation[axis] ?? 1,
    ),
  );
  if (outputs === undefined || changed === undefined) return undefined;
  return withSpace(input[0] ?? null, changed, outputs, first);
}

function transpose(rank: number): ShapeRule {
  return (config, [input]) => {
    const ones = Array<number>(rank).fill(1);
    const window = sizes(config, 'kernel_size', rank);
    const strides = sizes(config, 'strides', rank, ones);
    const outputs = size(config, 'filters');
    if (input.length !== rank + 2 || !window || !strides || outputs === undefined) return undefined;
    // Only TensorFlow's Keras knows output_padding; its formula needs the dilation too.
    if ((property(config, 'output_padding') ?? null) !== null) return undefined;
    const dilation = sizes(config, 'dilation_rate', rank, ones);
    if (dilation?.some((rate) => rate !== 1) ?? true) return undefined;
    const first = channelsFirst(config);
    const valid = paddingOf(config) === 'valid';
    const changed = mapSpace(spatial(input, first).space, (length, axis) => {
      const stride = strides[axis] ?? 1;
      return result(length * stride + (valid ? Math.max((window[axis] ?? 1) - stride, 0) : 0));
    });
    return changed && [withSpace(input[0] ?? null, changed, outputs, first)];
  };
}

function resize(
  rank: number,
  key: string,
  change: (length: number, by: number, after: number) => number,
  pairs: boolean,
): ShapeRule {
  return (config, [input]) => {
    if (input.length !== rank + 2) return undefined;
    const first = channelsFirst(config);
    const by = pairs ? pairsOf(config, key, rank) : sizes(config, key, rank)?.map((n) => [n, 0]);
    if (by === undefined) return undefined;
    const { space, channels } = spatial(input, first);
    const changed = mapSpace(space, (length, axis) =>
      result(change(length, by[axis]?.[0] ?? 0, by[axis]?.[1] ?? 0)),
    );
    return changed && [withSpace(input[0] ?? null, changed, channels, first)];
  };
}

/** `padding` and `cropping`: 1, [1, 2] (rank 1: before and after; else each symmetric) or [[1, 2], [3, 4]]. */
function pairsOf(
  config: JsonObject | undefined,
  key: string,
  rank: number,
): readonly (readonly [number, number])[] | undefined {
  const value = property(config, key);
  const list = Array.isArray(value) ? value : Array<typeof value>(rank).fill(value);
  const items = rank === 1 && list.length === 2 ? [list] : list;
  if (items.length !== rank) return undefined;
  const pairs: [number, number][] = [];
  for (const item of items) {
    const both: readonly unknown[] = Array.isArray(item) ? item : [item, item];
    const [before, after] = both;
    if (typeof before !== 'number' || typeof after !== 'number') return undefined;
    pairs.push([before, after]);
  }
  return pairs;
}

const toSize: ShapeRule = (config, [input]) => {
  const height = size(config, 'height');
  const width = size(config, 'width');
  if (height === undefined || width === undefined || input.length < 3) return undefined;
  return [[...input.slice(0, -3), height, width, input.at(-1) ?? null]];
};

const upsample = (length: number, by: number): number => length * by;
const pad = (length: number, before: number, after: number): number => length + before + after;
const crop = (length: number, before: number, after: number): number => length - before - after;

export const CONVOLUTION_SHAPES: Readonly<Record<string, ShapeRule>> = {
  Conv1D: convolution(1, filters),
  Conv2D: convolution(2, filters),
  Conv3D: convolution(3, filters),
  Convolution2D: convolution(2, filters),
  SeparableConv1D: convolution(1, filters),
  SeparableConv2D: convolution(2, filters),
  DepthwiseConv1D: convolution(1, multiplied),
  DepthwiseConv2D: convolution(2, multiplied),
  Conv1DTranspose: transpose(1),
  Conv2DTranspose: transpose(2),
  Conv3DTranspose: transpose(3),
  UpSampling1D: resize(1, 'size', upsample, false),
  UpSampling2D: resize(2, 'size', upsample, false),
  UpSampling3D: resize(3, 'size', upsample, false),
  ZeroPadding1D: resize(1, 'padding', pad, true),
  ZeroPadding2D: resize(2, 'padding', pad, true),
  ZeroPadding3D: resize(3, 'padding', pad, true),
  Cropping1D: resize(1, 'cropping', crop, true),
  Cropping2D: resize(2, 'cropping', crop, true),
  Cropping3D: resize(3, 'cropping', crop, true),
  Resizing: toSize,
  CenterCrop: toSize,
};
