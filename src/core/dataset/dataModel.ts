import type { Dimension } from '../model/model';

/** What a dataset has to fit, as the engine tells it of a loaded model. Shapes are without the batch axis. */
export interface DataModel {
  readonly inputs: readonly DataInput[];
  readonly outputs: readonly DataOutput[];
}

export interface DataInput {
  readonly name: string;
  readonly shape: readonly Dimension[];
  /** Rows of the Embedding that it goes into: its values are integers below. */
  readonly indices: number | null;
}

export interface DataOutput {
  readonly name: string;
  readonly shape: readonly Dimension[];
  readonly activation: string | null;
}

/** Numbers of one row; undefined where only the data tells. */
export function sizeOf(shape: readonly Dimension[]): number | undefined {
  return shape.reduce<number | undefined>(
    (product, size) => (product === undefined || size === null ? undefined : product * size),
    1,
  );
}

/** How many classes an output tells apart: the size of its last axis. */
export function unitsOf({ shape }: DataOutput): number {
  return shape.at(-1) ?? 1;
}

/**
 * The shape of one row with so many numbers, or undefined where they do not fill the given one. One axis
 * that only the data tells is worked out.
 * @param stated the shape in the data, which tells where several axes are open.
 */
export function filledShape(
  shape: readonly Dimension[],
  count: number,
  stated: readonly number[] | undefined,
): readonly number[] | undefined {
  const fits =
    stated?.length === shape.length &&
    shape.every((size, i) => size === null || size === stated[i]);
  if (fits) return stated;
  const open = shape.filter((size) => size === null).length;
  const known = shape.reduce<number>((product, size) => product * (size ?? 1), 1);
  if (open > 1 || (open === 0 && known !== count)) return undefined;
  if (open === 1 && (known === 0 || count % known !== 0)) return undefined;
  return shape.map((size) => size ?? count / known);
}
