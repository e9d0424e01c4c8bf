import { bitsOf, emptyValues, type Numbers, valueKindOf } from '../../format/valueKind';
import type { WeightValues } from '../../format/weightSource';
import type { Weight } from '../model';
import { differenceTest } from './changedValues';
import type { Patch } from './edit';

/** Where the cells of a block lie: flat index = offset + row * rowStride + column * columnStride. */
export interface BlockPlace {
  readonly offset: number;
  readonly rows: number;
  readonly rowStride: number;
  readonly columns: number;
  readonly columnStride: number;
}

/** The cells of a block whose values differ from those `before`, both row-major; undefined where none does. */
export function cellsPatch(
  weight: Weight,
  place: BlockPlace,
  before: WeightValues,
  after: Numbers,
): Patch | undefined {
  const kind = valueKindOf(weight);
  if (kind === 'string') return undefined;
  const differs = differenceTest(before, after);
  const cells: { readonly position: number; readonly index: number }[] = [];
  for (let index = 0; index < after.length; index++) {
    if (!differs(index)) continue;
    const row = Math.floor(index / place.columns);
    const column = index % place.columns;
    const position = place.offset + row * place.rowStride + column * place.columnStride;
    cells.push({ position, index });
  }
  if (cells.length === 0) return undefined;
  cells.sort((a, b) => a.position - b.position);
  const values = emptyValues(kind, cells.length);
  const from = bitsOf(after);
  const to = bitsOf(values) as Record<number, number | bigint>;
  for (const [i, { index }] of cells.entries()) to[i] = from[index] ?? 0;
  const positions = Float64Array.from(cells, ({ position }) => position);
  return { kind: 'cells', weight: weight.index, positions, values };
}
