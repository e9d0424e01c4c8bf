import type { FilterAxes } from '../model';
import { bias, HWIM, HWIO, HWOI, type ClassRoles, type RoleSpec } from './roleSpec';

const INPUT = 'input channel';
const SPACE = [['width'], ['height', 'width'], ['depth', 'height', 'width']] as const;

/** How each rank of a window is drawn: a row of weights, a picture, a picture for each depth. */
const FORWARD: readonly FilterAxes[] = [
  { height: null, width: 0, input: 1, pictures: [2] },
  HWIO,
  { height: 1, width: 2, input: 3, pictures: [4, 0] },
];
const BACKWARD: readonly FilterAxes[] = [
  { height: null, width: 0, input: 2, pictures: [1] },
  HWOI,
  { height: 1, width: 2, input: 4, pictures: [3, 0] },
];
const DEPTHWISE: readonly FilterAxes[] = [
  { height: null, width: 0, input: null, pictures: [1, 2] },
  HWIM,
];

function convolution(layer: string, rank: 1 | 2 | 3): ClassRoles {
  const window = SPACE[rank - 1] ?? [];
  return {
    kernel: {
      role: 'kernel',
      axes: [[...window, INPUT, 'filter']],
      meaning:
        `${layer} kernel: ${window.join(' × ')} is the window that slides over the input; ` +
        `row = input channel, column = filter. Each filter looks for one pattern.`,
      filters: FORWARD[rank - 1],
    },
    bias: bias(layer, 'filter'),
  };
}

/** TensorFlow stores these with outputs before inputs: they are the gradient of the forward convolution. */
function transpose(layer: string, rank: 1 | 2 | 3): ClassRoles {
  const window = SPACE[rank - 1] ?? [];
  return {
    kernel: {
      role: 'kernel',
      axes: [[...window, 'filter', INPUT]],
      meaning:
        `${layer} kernel: row = filter (output), column = input channel. ` +
        `Each input value stamps this ${window.join(' × ')} pattern onto the output.`,
      filters: BACKWARD[rank - 1],
    },
    bias: bias(layer, 'filter'),
  };
}

function depthwiseKernel(layer: string, rank: 1 | 2): RoleSpec {
  const window = SPACE[rank - 1] ?? [];
  return {
    role: 'depthwise kernel',
    axes: [[...window, INPUT, 'multiplier']],
    meaning:
      `${layer} depthwise kernel: row = input channel, column = multiplier. ` +
      `Each input channel has its own filters and is not mixed with the others.`,
    filters: DEPTHWISE[rank - 1],
  };
}

function depthwise(layer: string, rank: 1 | 2): ClassRoles {
  return { depthwise_kernel: depthwiseKernel(layer, rank), bias: bias(layer, 'output channel') };
}

function separable(layer: string, rank: 1 | 2): ClassRoles {
  const window = SPACE[rank - 1] ?? [];
  return {
    depthwise_kernel: depthwiseKernel(layer, rank),
    pointwise_kernel: {
      role: 'pointwise kernel',
      axes: [[...window, 'depthwise channel', 'filter']],
      meaning:
        `${layer} pointwise kernel: row = channel that the depthwise step gives, column = filter. ` +
        `It mixes the channels at each position.`,
    },
    bias: bias(layer, 'filter'),
  };
}

export const CONVOLUTION_ROLES: Readonly<Record<string, ClassRoles>> = {
  Conv1D: convolution('Conv1D', 1),
  Conv2D: convolution('Conv2D', 2),
  Conv3D: convolution('Conv3D', 3),
  Convolution2D: convolution('Conv2D', 2),
  Conv1DTranspose: transpose('Conv1DTranspose', 1),
  Conv2DTranspose: transpose('Conv2DTranspose', 2),
  Conv3DTranspose: transpose('Conv3DTranspose', 3),
  DepthwiseConv1D: depthwise('DepthwiseConv1D', 1),
  DepthwiseConv2D: depthwise('DepthwiseConv2D', 2),
  SeparableConv1D: separable('SeparableConv1D', 1),
  SeparableConv2D: separable('SeparableConv2D', 2),
};
