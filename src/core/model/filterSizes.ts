import type { FilterAxes } from './model';
import { elementsOf } from './strides';

export interface FilterSizes {
  readonly height: number;
  readonly width: number;
  /** Input channels that one filter sums over. */
  readonly inputs: number;
  /** Pictures of the kernel. */
  readonly pictures: number;
}

export function filterSizes(shape: readonly number[], axes: FilterAxes): FilterSizes {
  const sizeOf = (axis: number | null): number => (axis === null ? 1 : (shape[axis] ?? 1));
  return {
    height: sizeOf(axes.height),
    width: sizeOf(axes.width),
    inputs: sizeOf(axes.input),
    pictures: elementsOf(axes.pictures.map(sizeOf)),
  };
}

/** Whether the shape has these axes and no others, and a window of more than one weight: of one, nothing is to be seen. */
export function hasPictures(axes: FilterAxes, shape: readonly number[]): boolean {
  const named = [axes.height, axes.width, axes.input, ...axes.pictures];
  if (named.filter((axis) => axis !== null).length !== shape.length) return false;
  const { height, width } = filterSizes(shape, axes);
  return height * width > 1;
}

/** Where a picture lies on each axis that pictures are counted along. */
export function pictureIndex(
  shape: readonly number[],
  { pictures }: FilterAxes,
  picture: number,
): readonly { readonly axis: number; readonly index: number }[] {
  let rest = picture;
  return pictures
    .toReversed()
    .map((axis) => {
      const size = shape[axis] ?? 1;
      const index = rest % size;
      rest = Math.floor(rest / size);
      return { axis, index };
    })
    .toReversed();
}
