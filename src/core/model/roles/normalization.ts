import type { ClassRoles, RoleSpec } from './roleSpec';

/** A normalisation over images may keep one value for each pixel and channel. */
const FEATURES = [
  ['channel'],
  ['width', 'channel'],
  ['height', 'width', 'channel'],
  ['depth', 'height', 'width', 'channel'],
];

function gamma(layer: string): RoleSpec {
  return {
    role: 'gamma',
    axes: FEATURES,
    meaning: `${layer} gamma: one factor per channel, applied after the values are normalised. Near 0 it silences the channel.`,
    flag: 'scale',
  };
}

function beta(layer: string): RoleSpec {
  return {
    role: 'beta',
    axes: FEATURES,
    meaning: `${layer} beta: one offset per channel, added after gamma.`,
    flag: 'center',
  };
}

function batch(layer: string): ClassRoles {
  return {
    gamma: gamma(layer),
    beta: beta(layer),
    moving_mean: {
      role: 'moving mean',
      axes: FEATURES,
      meaning: `${layer} moving mean: the running average of each channel in training, subtracted when the model is used.`,
      trainable: false,
    },
    moving_variance: {
      role: 'moving variance',
      axes: FEATURES,
      meaning: `${layer} moving variance: the running variance of each channel in training; its root divides the channel when the model is used.`,
      trainable: false,
    },
  };
}

const statistics: ClassRoles = {
  mean: {
    role: 'mean',
    axes: FEATURES,
    meaning: 'Normalization mean: the average of each feature in the data, subtracted from it.',
    trainable: false,
  },
  variance: {
    role: 'variance',
    axes: FEATURES,
    meaning: 'Normalization variance: of each feature in the data; its root divides the feature.',
    trainable: false,
  },
  count: {
    role: 'count',
    axes: [[]],
    meaning: 'Normalization count: how many examples the mean and variance were taken from.',
    trainable: false,
  },
};

export const NORMALIZATION_ROLES: Readonly<Record<string, ClassRoles>> = {
  BatchNormalization: batch('BatchNormalization'),
  BatchNormalizationV1: batch('BatchNormalization'),
  SyncBatchNormalization: batch('BatchNormalization'),
  LayerNormalization: {
    gamma: gamma('LayerNormalization'),
    beta: beta('LayerNormalization'),
  },
  GroupNormalization: {
    gamma: gamma('GroupNormalization'),
    beta: beta('GroupNormalization'),
  },
  Normalization: statistics,
};
