import type { Shape } from '../model/shapes/shape';
import { elementsOf } from '../model/strides';

/**
 * Where the units of a group lie along an axis: unit u at `start + u * stride`. An axis has several
 * lanes where it holds units more than once (flattened pictures, channel multipliers) or those of
 * several groups (concatenation); what lies in no lane keeps its place.
 */
export interface Lane {
  readonly group: number;
  readonly start: number;
  readonly stride: number;
}

/** Ascending by `start`. */
export type Lanes = readonly Lane[];

/** What flows between layers: one axis of it runs over units. */
export interface Flow {
  /** With the batch; undefined where the configs do not tell. */
  readonly shape: Shape | undefined;
  readonly axis: number;
  readonly lanes: Lanes;
}

/** A picture of 512 × 512 flattened; models are flattened at 7 × 7. */
const MOST_LANES = 1 << 18;

/**
 * Each channel becomes `by` channels that stand together, as a depthwise convolution makes them.
 * @returns undefined where that takes too many lanes.
 */
export function multiplied(lanes: Lanes, by: number): Lanes | undefined {
  if (by * lanes.length > MOST_LANES) return undefined;
  return sorted(
    lanes.flatMap(({ group, start, stride }) =>
      Array.from({ length: by }, (_, i) => ({
        group,
        start: start * by + i,
        stride: stride * by,
      })),
    ),
  );
}

/**
 * Axes of these sizes, one after the other.
 * @returns undefined where that takes too many lanes.
 */
export function joined(
  axes: readonly { readonly lanes: Lanes; readonly size: number }[],
): Lanes | undefined {
  if (axes.reduce((sum, { lanes }) => sum + lanes.length, 0) > MOST_LANES) return undefined;
  let before = 0;
  return axes.flatMap(({ lanes, size }) => {
    const shifted = lanes.map((lane) => ({ ...lane, start: lane.start + before }));
    before += size;
    return shifted;
  });
}

/**
 * The axis as part of one that all axes but the batch are joined into, row-major.
 * @param shape With the batch, all other sizes known.
 * @returns undefined where that takes too many lanes.
 */
export function flattened(lanes: Lanes, shape: readonly number[], axis: number): Lanes | undefined {
  const channels = shape[axis] ?? 1;
  const outer = elementsOf(shape.slice(1, axis));
  const inner = elementsOf(shape.slice(axis + 1));
  if (outer * inner * lanes.length > MOST_LANES) return undefined;
  const all: Lane[] = [];
  for (let o = 0; o < outer; o++)
    for (const { group, start, stride } of lanes)
      for (let i = 0; i < inner; i++)
        all.push({
          group,
          start: (o * channels + start) * inner + i,
          stride: stride * inner,
        });
  return sorted(all);
}

function sorted(lanes: readonly Lane[]): Lanes {
  return [...lanes].sort((a, b) => a.start - b.start);
}
