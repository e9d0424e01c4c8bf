import { asNumber, asString, isArray, property, type Json, type JsonObject } from '../../json';
import { MAX_RANK } from '../../format/countElements';
import type { Dimension } from '../model';

export type Shape = readonly Dimension[];

/** Shapes of all outputs of a layer from those of its inputs; undefined if they cannot be derived. */
export type ShapeRule = (
  config: JsonObject | undefined,
  inputs: readonly [Shape, ...Shape[]],
) => readonly Shape[] | undefined;

/** A dimension in the file: null, or an integer >= 0 (-1 is how TensorFlow says null). */
export function dimension(json: Json | undefined): Dimension | undefined {
  if (json === null || json === -1) return null;
  return typeof json === 'number' && Number.isSafeInteger(json) && json >= 0 ? json : undefined;
}

/** Those of an LSTM with its states, in both directions, are five. */
const MAX_OUTPUTS = 16;

/**
 * What was derived, unless no tensor can be so. Each layer of a chain may add a dimension, and each
 * wrapper double the outputs: with thousands of them, memory would not suffice.
 */
export function possible(outputs: readonly Shape[] | undefined): readonly Shape[] | undefined {
  if (outputs === undefined || outputs.length > MAX_OUTPUTS) return undefined;
  return outputs.every(
    (shape) =>
      shape.length <= MAX_RANK &&
      shape.every((size) => size === null || Number.isSafeInteger(size)),
  )
    ? outputs
    : undefined;
}

/** A list of dimensions such as `batch_input_shape`. */
export function shapeFrom(json: Json | undefined): Shape | undefined {
  if (!isArray(json) || json.length > MAX_RANK) return undefined;
  const shape: Dimension[] = [];
  for (const item of json) {
    const size = dimension(item);
    if (size === undefined) return undefined;
    shape.push(size);
  }
  return shape;
}

/** A positive integer of the config. */
export function size(config: JsonObject | undefined, key: string): number | undefined {
  const value = asNumber(property(config, key));
  return value !== undefined && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/** `rank` positive integers, which Keras also writes as one number for all. */
export function sizes(
  config: JsonObject | undefined,
  key: string,
  rank: number,
  fallback?: readonly number[],
): readonly number[] | undefined {
  const value = property(config, key);
  if (value === undefined || value === null) return fallback;
  const list = isArray(value) ? value : Array<Json>(rank).fill(value);
  if (list.length !== rank) return undefined;
  const numbers: number[] = [];
  for (const item of list) {
    if (typeof item !== 'number' || !Number.isSafeInteger(item) || item < 1) return undefined;
    numbers.push(item);
  }
  return numbers;
}

export function channelsFirst(config: JsonObject | undefined): boolean {
  const format = asString(property(config, 'data_format'));
  return format === 'channels_first' || format === 'channelsFirst';
}

/** Axis counted from the front, or undefined if the shape has no such axis. */
export function axisOf(value: Json | undefined, rank: number): number | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value)) return undefined;
  const axis = value < 0 ? value + rank : value;
  return axis >= 0 && axis < rank ? axis : undefined;
}

/** Product, or null as soon as one is unknown. */
export function product(dimensions: Shape): Dimension {
  let total = 1;
  for (const item of dimensions) {
    if (item === null) return null;
    total *= item;
  }
  return total;
}

/** A size that came out of arithmetic; a window larger than its input leaves nothing. */
export function result(value: number): number | undefined {
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** Splits [batch, …spatial, channels] or [batch, channels, …spatial]. */
export function spatial(shape: Shape, first: boolean): { space: Shape; channels: Dimension } {
  const rest = first ? shape.slice(2) : shape.slice(1, -1);
  return { space: rest, channels: (first ? shape[1] : shape.at(-1)) ?? null };
}

/** The inverse of `spatial`. */
export function withSpace(
  batch: Dimension,
  space: Shape,
  channels: Dimension,
  first: boolean,
): Shape {
  return first ? [batch, channels, ...space] : [batch, ...space, channels];
}

/** Applies a rule to each spatial dimension; unknown ones stay unknown. */
export function mapSpace(
  space: Shape,
  change: (length: number, axis: number) => number | undefined,
): Shape | undefined {
  const changed: Dimension[] = [];
  for (const [axis, length] of space.entries()) {
    const next = length === null ? null : change(length, axis);
    if (next === undefined) return undefined;
    changed.push(next);
  }
  return changed;
}
