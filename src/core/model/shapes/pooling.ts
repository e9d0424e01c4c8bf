import { property } from '../../json';
import { paddingOf, windowLength } from './convolution';
import { channelsFirst, mapSpace, sizes, spatial, withSpace, type ShapeRule } from './shape';

function pooling(rank: number): ShapeRule {
  return (config, [input]) => {
    const window = sizes(config, 'pool_size', rank, Array<number>(rank).fill(2));
    const strides = window && sizes(config, 'strides', rank, window);
    if (input.length !== rank + 2 || !window || !strides) return undefined;
    const first = channelsFirst(config);
    const { space, channels } = spatial(input, first);
    const changed = mapSpace(space, (length, axis) =>
      windowLength(length, window[axis] ?? 1, strides[axis] ?? 1, paddingOf(config)),
    );
    return changed && [withSpace(input[0] ?? null, changed, channels, first)];
  };
}

function globalPooling(rank: number): ShapeRule {
  return (config, [input]) => {
    if (input.length !== rank + 2) return undefined;
    const first = channelsFirst(config);
    const { channels } = spatial(input, first);
    const batch = input[0] ?? null;
    if (property(config, 'keepdims') !== true) return [[batch, channels]];
    return [withSpace(batch, Array<number>(rank).fill(1), channels, first)];
  };
}

export const POOLING_SHAPES: Readonly<Record<string, ShapeRule>> = {
  MaxPooling1D: pooling(1),
  MaxPooling2D: pooling(2),
  MaxPooling3D: pooling(3),
  AveragePooling1D: pooling(1),
  AveragePooling2D: pooling(2),
  AveragePooling3D: pooling(3),
  GlobalAveragePooling1D: globalPooling(1),
  GlobalAveragePooling2D: globalPooling(2),
  GlobalAveragePooling3D: globalPooling(3),
  GlobalMaxPooling1D: globalPooling(1),
  GlobalMaxPooling2D: globalPooling(2),
  GlobalMaxPooling3D: globalPooling(3),
};
