import type { Scaling } from './choice';

/** value → (value − mean) / std, number i of a row by mean[i % mean.length]. Plain data, kept with the model. */
export interface FittedScaling {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** Reads number `i` of one row of an input. */
export type ReadNumber = (row: number, i: number) => number;

/**
 * @param rows of the training split alone: what is measured on validation rows tells about them.
 * @param shape of the input; each size of its last axis is a feature (or channel) of its own.
 * @returns null where numbers stay as they are.
 */
export function fitScaling(
  scaling: Scaling,
  rows: Uint32Array,
  shape: readonly number[],
  read: ReadNumber,
): FittedScaling | null {
  switch (scaling.kind) {
    case 'none':
      return null;
    case 'divide':
      return { mean: [0], std: [scaling.by] };
    case 'given':
      return { mean: scaling.mean, std: scaling.std };
    case 'standardise':
      return standardised(rows, shape, read);
  }
}

/**
 * Mean and population std, in two passes in doubles. A feature that never changes keeps its values:
 * mean 0 and std 1.
 */
function standardised(
  rows: Uint32Array,
  shape: readonly number[],
  read: ReadNumber,
): FittedScaling {
  const features = shape.at(-1) ?? 1;
  const size = shape.reduce((product, length) => product * length, 1);
  const perFeature = (rows.length * size) / features;
  const mean = new Float64Array(features);
  const lowest = new Float64Array(features).fill(Infinity);
  const highest = new Float64Array(features).fill(-Infinity);
  const squares = new Float64Array(features);
  const each = (use: (value: number, feature: number) => void): void => {
    for (const row of rows) for (let i = 0; i < size; i++) use(read(row, i), i % features);
  };
  each((value, feature) => {
    mean[feature] = (mean[feature] ?? 0) + value / perFeature;
    lowest[feature] = Math.min(lowest[feature] ?? 0, value);
    highest[feature] = Math.max(highest[feature] ?? 0, value);
  });
  each((value, feature) => {
    squares[feature] = (squares[feature] ?? 0) + (value - (mean[feature] ?? 0)) ** 2;
  });
  // Rounding gives a constant a tiny std, and would blow it up.
  const isConstant = (i: number): boolean => lowest[i] === highest[i];
  return {
    mean: Array.from(mean, (value, i) => (isConstant(i) ? 0 : value)),
    std: Array.from(squares, (sum, i) => (isConstant(i) ? 1 : Math.sqrt(sum / perFeature))),
  };
}

export function scaled(value: number, i: number, scaling: FittedScaling | null): number {
  if (scaling === null) return value;
  const { mean, std } = scaling;
  return (value - (mean[i % mean.length] ?? 0)) / (std[i % std.length] ?? 1);
}
