import type { Numbers } from '../format/valueKind';
import { type InnerProducts, plainProducts } from './innerProducts';
import type { Permutations } from './permute';
import type { TensorLanes } from './unitPlan';
import { unitRows, type UnitValues, unitValues } from './unitRows';

/** A tensor of B and its partner in A. */
export interface TensorPair {
  readonly a: Numbers;
  readonly b: Numbers;
}

/** What sums of products are made from, and with. */
export interface Products {
  /** Undefined where A has no partner for the tensor: it is reordered all the same. */
  readonly read: (tensor: TensorLanes) => Promise<TensorPair | undefined>;
  /** The plain loop, if not given. */
  readonly innerProducts?: InnerProducts | undefined;
  readonly turn: () => Promise<void>;
}

/** A tensor seen along one axis on which the group lies. */
export interface View {
  readonly tensor: TensorLanes;
  readonly axis: number;
}

/** Whatever holds values of the units of a group. */
export function viewsOf(tensors: readonly TensorLanes[], group: number): readonly View[] {
  return tensors.flatMap((tensor) =>
    tensor.axes.flatMap((lanes, axis) =>
      lanes.some((lane) => lane.group === group) ? [{ tensor, axis }] : [],
    ),
  );
}

/** A gain below this part of the sum is rounding. */
export const LEAST_GAIN = 1e-12;

/** Wide enough that sums dominate, narrow enough that 512 units of both nets stay in the second cache. */
const FEATURES = 256;
/** A quarter of a megabyte on either side. */
const TILE_UNITS = 128;
/** Multiplications between two turns: some milliseconds of the plain loop. */
const MOST_PRODUCTS = TILE_UNITS * TILE_UNITS * FEATURES;

/** Where the features of B's units come from, for each view. */
export function sourcesOf(
  views: readonly View[],
  group: number,
  permutations: Permutations,
): readonly UnitValues[] {
  return views.map(({ tensor, axis }) => unitValues(tensor, axis, group, permutations));
}

/**
 * Adds inner products of A's units (rows) with B's as they are stored (columns), over all features.
 * @param sources As `sourcesOf` finds them.
 */
export async function addProfit(
  profit: Float64Array,
  views: readonly View[],
  group: number,
  sources: readonly UnitValues[],
  products: Products,
): Promise<void> {
  for (const [i, { tensor, axis }] of views.entries()) {
    const here = unitValues(tensor, axis, group, []);
    await addProducts(profit, tensor, { here, there: sources[i] ?? here }, products);
  }
}

/**
 * The same over these features of one tensor.
 * @param was Where B's came from when they were added before; they are taken away.
 */
export async function addProducts(
  profit: Float64Array,
  tensor: TensorLanes,
  { here, there, was }: { here: UnitValues; there: UnitValues; was?: UnitValues | undefined },
  products: Products,
): Promise<void> {
  const pair = await products.read(tensor);
  if (pair === undefined) return;
  const units = Math.sqrt(profit.length);
  for (let from = 0; from < here.features.length; from += FEATURES) {
    const to = Math.min(here.features.length, from + FEATURES);
    const a = unitRows(pair.a, here, units, from, to);
    const b = unitRows(pair.b, there, units, from, to);
    if (was !== undefined) {
      const old = unitRows(pair.b, was, units, from, to);
      for (let i = 0; i < b.length; i++) b[i] = (b[i] ?? 0) - (old[i] ?? 0);
    }
    await addTiles(profit, units, a, b, to - from, products);
  }
}

async function addTiles(
  profit: Float64Array,
  units: number,
  a: Float64Array,
  b: Float64Array,
  width: number,
  { innerProducts = plainProducts, turn }: Products,
): Promise<void> {
  const tile = TILE_UNITS * width;
  let since = 0;
  for (let row = 0; row < units; row += TILE_UNITS)
    for (let column = 0; column < units; column += TILE_UNITS) {
      const rows = a.subarray(row * width, row * width + tile);
      const columns = b.subarray(column * width, column * width + tile);
      const found = innerProducts(rows, columns, width);
      addTile(profit, units, row, column, found, columns.length / width);
      since += TILE_UNITS * TILE_UNITS * width;
      if (since < MOST_PRODUCTS) continue;
      await turn();
      since = 0;
    }
  await turn();
}

/** Adds lines of `line` sums where they belong, but for those of the zeros that fill up fours. */
function addTile(
  profit: Float64Array,
  units: number,
  row: number,
  column: number,
  found: Float64Array,
  line: number,
): void {
  const rows = Math.min(found.length / line, units - row);
  const columns = Math.min(line, units - column);
  for (let i = 0; i < rows; i++) {
    const at = (row + i) * units + column;
    for (let j = 0; j < columns; j++)
      profit[at + j] = (profit[at + j] ?? 0) + (found[i * line + j] ?? 0);
  }
}
