import { HWIM, HWIO, type ClassRoles } from './roleSpec';

/**
 * Weights of custom layers, and of files without a topology, told by their name and rank alone.
 * The names are those of Keras and of face-api.js (`filters`, `pointwise_filter` …).
 */
const KERNEL = [
  ['input', 'unit'],
  ['width', 'input channel', 'filter'],
  ['height', 'width', 'input channel', 'filter'],
  ['depth', 'height', 'width', 'input channel', 'filter'],
];
const DEPTHWISE = [
  ['width', 'input channel', 'multiplier'],
  ['height', 'width', 'input channel', 'multiplier'],
];
const CHANNEL = [['channel']];

const kernel = {
  role: 'kernel',
  axes: KERNEL,
  meaning:
    'Kernel, judged by its name: the last axis runs over units or filters, the one before it over inputs.',
  filters: HWIO,
};
const depthwise = {
  role: 'depthwise kernel',
  axes: DEPTHWISE,
  meaning: 'Depthwise kernel, judged by its name: each input channel has its own filters.',
  filters: HWIM,
};
const pointwise = {
  role: 'pointwise kernel',
  axes: KERNEL,
  meaning: 'Pointwise kernel, judged by its name: it mixes the channels at each position.',
};
const bias = {
  role: 'bias',
  axes: [['unit']],
  meaning: 'Bias, judged by its name: one offset per unit or filter.',
};

export const ROLES_BY_NAME: ClassRoles = {
  kernel,
  filters: kernel,
  weights: { ...kernel, role: 'weights', axes: [['channel'], ...KERNEL] },
  depthwise_kernel: depthwise,
  depthwise_filter: depthwise,
  pointwise_kernel: pointwise,
  pointwise_filter: pointwise,
  recurrent_kernel: {
    role: 'recurrent kernel',
    axes: [['unit before', 'unit']],
    meaning:
      'Recurrent kernel, judged by its name: row = unit in the step before, column = unit now.',
  },
  embeddings: {
    role: 'embeddings',
    axes: [['token', 'dimension']],
    meaning: 'Embeddings, judged by the name: row = token, column = dimension.',
  },
  bias,
  biases: bias,
  gamma: {
    role: 'gamma',
    axes: CHANNEL,
    meaning: 'Gamma, judged by its name: one factor per channel after normalisation.',
  },
  beta: {
    role: 'beta',
    axes: CHANNEL,
    meaning: 'Beta, judged by its name: one offset per channel after normalisation.',
  },
  alpha: {
    role: 'alpha',
    axes: CHANNEL,
    meaning: 'Alpha, judged by its name: a learnt slope for values below zero.',
  },
  moving_mean: {
    role: 'moving mean',
    axes: CHANNEL,
    meaning: 'Moving mean, judged by its name: the running average of each channel in training.',
    trainable: false,
  },
  moving_variance: {
    role: 'moving variance',
    axes: CHANNEL,
    meaning:
      'Moving variance, judged by its name: the running variance of each channel in training.',
    trainable: false,
  },
  seed_generator_state: {
    role: 'seed generator state',
    axes: [['word']],
    meaning: 'State of the layer’s random numbers; nothing that was learnt.',
    trainable: false,
  },
};
