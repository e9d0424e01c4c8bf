import type { FilterAxes } from '../../../core/model/model';
import type { GalleryKey, WeightDetail } from '../../../protocol/model';
import { indexText } from '../../tensor/axisText';
import { largestFinite } from '../../tensor/tiles/tileValues';
import { type NumberFormat, numberText, shortNumber } from '../../ui/numberFormat';
import type { GallerySource } from './gallerySource';
import { pictureText } from './pictureText';

/** The gallery of one kernel: what of its inputs is shown, and how wide a picture is in cells. */
interface Shown {
  readonly detail: Pick<WeightDetail, 'shape' | 'axes'>;
  readonly filters: FilterAxes;
  readonly input: GalleryKey['input'];
  readonly width: number;
  readonly format: NumberFormat;
}

type Filter = NonNullable<ReturnType<GallerySource['get']>>;

/** Lines about a filter, as far as its values are here: where it is, then its largest, or those of a cell. */
export function filterLines(
  { detail, filters, input, width, format }: Shown,
  filter: number,
  found: Filter | undefined,
  cell?: { readonly row: number; readonly column: number },
): string[] {
  const place = pictureText(detail, filters, filter);
  if (found === undefined) return [place];
  if (cell === undefined) return [place, largestText(found.values, input)];
  const at = (cell.row * width + cell.column) * found.channels;
  const values = [...found.values.subarray(at, at + found.channels)].map((value) =>
    numberText(value, format, 'float32'),
  );
  const names = input === 'rgb' ? ['red', 'green', 'blue'] : [input === 'mean' ? 'mean' : 'value'];
  const axisText = (axis: number | null, index: number): string[] =>
    axis === null ? [] : [indexText(detail.axes[axis], index)];
  const within = [
    place,
    ...axisText(filters.height, cell.row),
    ...axisText(filters.width, cell.column),
    ...(typeof input === 'number' ? axisText(filters.input, input) : []),
  ];
  return [within.join(', '), ...values.map((value, i) => `${names[i] ?? ''} ${value}`)];
}

function largestText(values: Float32Array, input: GalleryKey['input']): string {
  const text = `largest |${input === 'mean' ? 'mean' : 'value'}| ${shortNumber(largestFinite(values))}`;
  return values.every(Number.isFinite) ? text : `${text}, some NaN or infinite`;
}
