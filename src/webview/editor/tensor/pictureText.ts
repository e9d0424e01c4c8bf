import { pictureIndex } from '../../../core/model/filterSizes';
import type { Axis, FilterAxes } from '../../../core/model/model';
import { indexText, placeOnAxis } from '../../tensor/axisText';
import { shortNumber } from '../../ui/numberFormat';

interface Kernel {
  readonly shape: readonly number[];
  readonly axes: readonly Axis[];
}

/** "filter 3", "filter 1 (f)", "input channel 2, multiplier 0". */
export function pictureText({ shape, axes }: Kernel, filters: FilterAxes, picture: number): string {
  return pictureIndex(shape, filters, picture)
    .map(({ axis, index }) => indexText(axes[axis], index))
    .join(', ');
}

/** What stands beneath a picture: "3", "f 1", "2, 0". An axis of one index goes without saying, but for the first. */
export function pictureLabel(
  { shape, axes }: Kernel,
  filters: FilterAxes,
  picture: number,
): string {
  return pictureIndex(shape, filters, picture)
    .filter(({ axis }, i) => i === 0 || shape[axis] !== 1)
    .map(({ axis, index }) => {
      const found = axes[axis];
      return found === undefined ? '' : placeOnAxis(found, index);
    })
    .join(', ');
}

/** What the colours of three input channels mean. @param limit the shared scale, or null where each filter has its own. */
export function rgbNote(limit: number | null): string {
  const zero = 'Inputs 0, 1, 2 as red, green, blue; zero is mid-grey';
  return limit === null
    ? `${zero}, each filter on its own scale.`
    : `${zero}, full brightness is ${shortNumber(limit)}.`;
}
