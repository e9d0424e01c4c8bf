import { concatenate, elementwise } from './joining';
import type { LayerRule } from './layerRule';
import {
  activation,
  alike,
  flatten,
  globalPooling,
  permute,
  positions,
  repeatVector,
  reshape,
} from './shaping';
import {
  batchNormalization,
  convolution,
  dense,
  depthwise,
  embedding,
  layerNormalization,
  prelu,
  separable,
} from './weighted';

const PER_RANK = [1, 2, 3].flatMap((rank): [string, LayerRule][] => [
  [`Conv${rank}D`, convolution(rank, false)],
  [`Conv${rank}DTranspose`, convolution(rank, true)],
  [`SpatialDropout${rank}D`, alike],
  ...['MaxPooling', 'AveragePooling', 'UpSampling', 'ZeroPadding', 'Cropping'].map(
    (kind): [string, LayerRule] => [`${kind}${rank}D`, positions(rank)],
  ),
  ...['GlobalMaxPooling', 'GlobalAveragePooling'].map((kind): [string, LayerRule] => [
    `${kind}${rank}D`,
    globalPooling(rank),
  ]),
]);

/** By class. A class that is not here is refused. */
export const LAYER_RULES: ReadonlyMap<string, LayerRule> = new Map([
  ...PER_RANK,
  ['Convolution2D', convolution(2, false)],
  ['DepthwiseConv1D', depthwise(1)],
  ['DepthwiseConv2D', depthwise(2)],
  ['SeparableConv1D', separable(1)],
  ['SeparableConv2D', separable(2)],
  ['Dense', dense],
  ['Embedding', embedding],
  ['BatchNormalization', batchNormalization],
  ['BatchNormalizationV1', batchNormalization],
  ['SyncBatchNormalization', batchNormalization],
  ['LayerNormalization', layerNormalization],
  ['PReLU', prelu],
  ['Activation', activation],
  ['Flatten', flatten],
  ['Reshape', reshape],
  ['Permute', permute],
  ['RepeatVector', repeatVector],
  ['Concatenate', concatenate],
  ...'Add Subtract Multiply Average Maximum Minimum'
    .split(' ')
    .map((name): [string, LayerRule] => [name, elementwise]),
  ...'ReLU LeakyReLU ELU ThresholdedReLU Softmax Dropout AlphaDropout GaussianNoise GaussianDropout ActivityRegularization Identity'
    .split(' ')
    .map((name): [string, LayerRule] => [name, alike]),
]);

const RECURRENT = /RNN|LSTM|GRU|Bidirectional/;

/** Why a class that has no rule is refused. */
export function unknownClass(className: string): string {
  if (RECURRENT.test(className)) return 'is recurrent, and its gates are not followed here';
  if (className.includes('Attention')) return 'is attention, and its heads are not followed here';
  return 'is of a class that is not followed here';
}
