import { Random } from '../model/initializers/random';
import type { Dimension } from '../model/model';
import { elementsOf } from '../model/strides';

/** What a model takes, as the training process describes it. */
export interface CheckedInput {
  /** Without the batch; null where any size goes. */
  readonly shape: readonly Dimension[];
  /** Rows of an Embedding that it goes into, else null. */
  readonly indices: number | null;
  /** The number of rows that the model takes at once, where it is fixed. */
  readonly batch: number | null;
}

export interface CheckInputs {
  readonly rows: number;
  readonly inputs: readonly {
    readonly shape: readonly number[];
    readonly values: Float32Array | Int32Array;
  }[];
}

/** What a model and its reordered copy give for the same random rows. */
export interface FunctionCheck {
  readonly rows: number;
  /** Largest |f(x) − f reordered(x)| over all outputs; Infinity where one of them alone is no number. */
  readonly largest: number;
  /** Largest |f(x)|. */
  readonly scale: number;
  /** `largest` is at most `TOLERANCE` of the scale, or of 1 where that is less. */
  readonly same: boolean;
}

/** Sums of float32 in another order differ by some 1e-7 of their size; a unit in a wrong place by far more. */
export const TOLERANCE = 1e-5;

const ROWS = 32;
/** 16 MB: pictures of 512 × 512 × 3 are looked at five at a time. */
const MOST_VALUES = 1 << 22;
/** Where any size goes: enough for some convolutions and poolings. */
const OPEN_SIZE = 32;

/** Standard normal values, and indices where those go into an Embedding; the same again for the same seed. */
export function checkInputs(inputs: readonly CheckedInput[], seed: number): CheckInputs {
  const shapes = inputs.map(({ shape }) => shape.map((size) => size ?? OPEN_SIZE));
  const sizes = shapes.map((shape) => elementsOf(shape));
  const most = Math.floor(MOST_VALUES / Math.max(1, ...sizes));
  const fixed = inputs.find(({ batch }) => batch !== null)?.batch;
  const rows = fixed ?? Math.max(1, Math.min(ROWS, most));
  return {
    rows,
    inputs: inputs.map(({ indices }, i) => {
      const random = Random.from(seed, i);
      const length = rows * (sizes[i] ?? 0);
      const draw = (): number =>
        indices === null ? random.normal() : Math.floor(random.uniform() * indices);
      const values = indices === null ? new Float32Array(length) : new Int32Array(length);
      return { shape: shapes[i] ?? [], values: values.map(draw) };
    }),
  };
}

/** @param before Outputs of the model, one after the other. @param after Those of the reordered one. */
export function functionCheck(
  rows: number,
  before: readonly Float32Array[],
  after: readonly Float32Array[],
): FunctionCheck {
  let largest = 0;
  let scale = 0;
  for (const [output, values] of before.entries()) {
    const others = after[output];
    for (const [i, value] of values.entries()) {
      const other = others?.[i];
      if (Number.isFinite(value)) scale = Math.max(scale, Math.abs(value));
      if (Object.is(value, other)) continue;
      const gap = Math.abs(value - (other ?? NaN));
      largest = Math.max(largest, Number.isNaN(gap) ? Infinity : gap);
    }
  }
  return { rows, largest, scale, same: largest <= TOLERANCE * Math.max(1, scale) };
}
