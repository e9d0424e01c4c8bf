import { asArray, property } from '../../json';
import { HWIM, HWIO, HWOI, type RoleSpec } from '../roles/roleSpec';
import type { GraphOp } from './graphDef';

const UNIT = [['unit']];
const CHANNEL = [['channel']];

function plain(role: string, meaning: string): RoleSpec {
  return { role, axes: [], meaning };
}

function vector(role: string, meaning: string): RoleSpec {
  return { role, axes: CHANNEL, meaning };
}

const bias: RoleSpec = {
  role: 'bias',
  axes: UNIT,
  meaning: 'Bias: one offset per unit or filter.',
};
const matrix: RoleSpec = {
  role: 'kernel',
  axes: [['input', 'unit']],
  meaning: 'Matrix kernel: row = input feature, column = unit.',
};
const transposedMatrix: RoleSpec = {
  role: 'kernel',
  axes: [['unit', 'input']],
  meaning: 'Matrix kernel, stored transposed: row = unit, column = input feature.',
};
const filters: RoleSpec = {
  role: 'kernel',
  axes: [['height', 'width', 'input channel', 'filter']],
  meaning:
    'Convolution kernel: row = input channel, column = filter, one slice per window position.',
  filters: HWIO,
};
const depthwise: RoleSpec = {
  role: 'depthwise kernel',
  axes: [['height', 'width', 'input channel', 'multiplier']],
  meaning: 'Depthwise kernel: row = input channel, column = multiplier; channels are not mixed.',
  filters: HWIM,
};
const transposedFilters: RoleSpec = {
  role: 'kernel',
  axes: [['height', 'width', 'filter', 'input channel']],
  meaning: 'Transposed convolution kernel: row = filter (output), column = input channel.',
  filters: HWOI,
};
const volume: RoleSpec = {
  role: 'kernel',
  axes: [['depth', 'height', 'width', 'input channel', 'filter']],
  meaning: 'Volume convolution kernel: row = input channel, column = filter.',
};
const embeddings: RoleSpec = {
  role: 'embeddings',
  axes: [['token', 'dimension']],
  meaning: 'Look-up table: each row is the vector of one token or item.',
};
const alpha = vector('alpha', 'PReLU alpha: the slope for values below zero.');
const scale = vector('scale', 'Scale: one factor per channel.');
const mean = vector('mean', 'Mean of each channel in training, subtracted.');
const variance = vector('variance', 'Variance of each channel in training; its root divides.');
const offset = vector('offset', 'Offset: one number per channel, added after scaling.');
const axis = plain('axis', 'Number of the axis that the op works along.');
const shape = plain('shape', 'Shape that the op gives to its output.');
const normalization = [undefined, scale, offset, mean, variance];

type Inputs = readonly (RoleSpec | undefined)[];

/** What a constant is by the op that takes it and the input's position. */
const BY_OP: ReadonlyMap<string, Inputs> = new Map<string, Inputs>([
  ['MatMul', [undefined, matrix]],
  ['BatchMatMul', [undefined, matrix]],
  ['BatchMatMulV2', [undefined, matrix]],
  ['_FusedMatMul', [undefined, matrix]],
  ['Conv2D', [undefined, filters]],
  ['_FusedConv2D', [undefined, filters]],
  ['FusedDepthwiseConv2dNative', [undefined, depthwise]],
  ['DepthwiseConv2dNative', [undefined, depthwise]],
  ['DepthwiseConv2d', [undefined, depthwise]],
  ['Conv2DBackpropInput', [shape, transposedFilters]],
  ['Conv3D', [undefined, volume]],
  ['BiasAdd', [undefined, bias]],
  ['FusedBatchNorm', normalization],
  ['FusedBatchNormV2', normalization],
  ['FusedBatchNormV3', normalization],
  ['GatherV2', [embeddings, undefined, axis]],
  ['Gather', [embeddings]],
  ['ResourceGather', [embeddings]],
  ['Prelu', [undefined, alpha]],
  ['Reshape', [undefined, shape]],
  ['Fill', [shape]],
  ['BroadcastTo', [undefined, shape]],
  ['Transpose', [undefined, plain('permutation', 'New order of the axes.')]],
  ['ExpandDims', [undefined, axis]],
  ['Mean', [undefined, axis]],
  ['Sum', [undefined, axis]],
  ['Max', [undefined, axis]],
  ['Min', [undefined, axis]],
  ['ArgMax', [undefined, axis]],
  ['Split', [axis]],
  ['Pad', [undefined, plain('paddings', 'How much is added before and after each axis.')]],
  ['PadV2', [undefined, plain('paddings', 'How much is added before and after each axis.')]],
  ['MirrorPad', [undefined, plain('paddings', 'How much is added before and after each axis.')]],
  ['ResizeBilinear', [undefined, plain('size', 'Height and width of the output.')]],
  ['ResizeNearestNeighbor', [undefined, plain('size', 'Height and width of the output.')]],
]);

const SLICE = ['begin', 'end', 'strides'];

/** `fused_ops` names in base64, as JSON writes bytes. */
const FUSED: ReadonlyMap<string, readonly RoleSpec[]> = new Map([
  ['Qmlhc0FkZA==', [bias]], // BiasAdd
  ['UHJlbHU=', [alpha]], // Prelu
  ['RnVzZWRCYXRjaE5vcm0=', [scale, offset, mean, variance]], // FusedBatchNorm
]);

/** The role of a constant of this rank at input `position` of an op; undefined if the op does not tell. */
export function roleInGraph(op: GraphOp, position: number, rank: number): RoleSpec | undefined {
  if (position >= 2 && (op.op.startsWith('_Fused') || op.op.startsWith('FusedDepthwise'))) {
    return fusedArguments(op)[position - 2];
  }
  if (op.op === 'StridedSlice' || op.op === 'Slice') {
    const role = position === 0 ? undefined : SLICE[position - 1];
    return role === undefined ? undefined : plain(role, `Slice ${role}: one index per axis.`);
  }
  if (op.op === 'ConcatV2') return position === op.inputs.length - 1 ? axis : undefined;
  if (op.op === 'Add' || op.op === 'AddV2') return rank === 1 ? bias : undefined;
  if (op.op === 'Mul') return rank === 1 ? scale : undefined;
  const spec = BY_OP.get(op.op)?.[position];
  return spec === matrix && isTransposed(op) ? transposedMatrix : spec;
}

function isTransposed(op: GraphOp): boolean {
  return (
    property(property(op.attr, 'transpose_b'), 'b') === true ||
    property(property(op.attr, 'adj_y'), 'b') === true
  );
}

function fusedArguments(op: GraphOp): readonly RoleSpec[] {
  const names = asArray(property(property(property(op.attr, 'fused_ops'), 'list'), 's')) ?? [];
  return names.flatMap((name) => (typeof name === 'string' ? (FUSED.get(name) ?? []) : []));
}
