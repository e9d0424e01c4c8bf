import { differenceSize } from '../../core/compare/differenceSize';
import { rollUp, type TensorDifference } from '../../core/compare/tensorDifference';
import type { PairDifference, PairLine } from '../../protocol/compare';

/** Largest difference first, or layer by layer as A has them. */
export const ORDERS = ['difference', 'model'] as const;
export type Order = (typeof ORDERS)[number];

export interface PairItem {
  readonly line: PairLine;
  /** Undefined until it has come. */
  readonly found: PairDifference | undefined;
}

/** A layer above its pairs. */
export interface LayerItem {
  readonly layer: string;
  readonly className: string;
  /** All of its pairs as one tensor; null until all have come, and where some cannot be read. */
  readonly whole: TensorDifference | null;
}

export type CompareItem = PairItem | LayerItem;

/** Rows of the table. A filter keeps the pairs whose names, class or role contain the text, ignoring case. */
export function compareItems(
  lines: readonly PairLine[],
  results: ReadonlyMap<number, PairDifference>,
  order: Order,
  filter: string,
): readonly CompareItem[] {
  const wanted = filter.trim().toLowerCase();
  const pairs = lines
    .filter((line) => wanted === '' || textOf(line).includes(wanted))
    .map((line): PairItem => ({ line, found: results.get(line.pair) }));
  return order === 'difference' ? sorted(pairs) : byLayer(pairs);
}

/** All tensors that could be compared, as one. */
export function wholeModel(results: Iterable<PairDifference>): TensorDifference {
  return rollUp([...results].flatMap(differenceOf));
}

function textOf({ name, nameInB, layerClass, role }: PairLine): string {
  return [name, nameInB, layerClass, role].join('\n').toLowerCase();
}

/** What cannot be read is what somebody has to do something about; what has not come yet waits at the end. */
function sorted(pairs: readonly PairItem[]): PairItem[] {
  const size = ({ found }: PairItem): number => {
    if (found === undefined) return -1;
    return 'problem' in found ? Infinity : differenceSize(found.difference);
  };
  const sized = pairs.map((item) => ({ item, by: size(item) }));
  return sized
    .sort((x, y) => (x.by === y.by ? x.item.line.pair - y.item.line.pair : y.by - x.by))
    .map(({ item }) => item);
}

function byLayer(pairs: readonly PairItem[]): CompareItem[] {
  const layers = new Map<number, PairItem[]>();
  for (const item of pairs) {
    const known = layers.get(item.line.layer);
    if (known === undefined) layers.set(item.line.layer, [item]);
    else known.push(item);
  }
  // Those of no layer come last.
  const place = (layer: number): number => (layer < 0 ? Infinity : layer);
  return [...layers]
    .sort(([a], [b]) => place(a) - place(b))
    .flatMap(([, inLayer]): CompareItem[] => {
      const { layerName = '', layerClass = '' } = inLayer[0]?.line ?? {};
      const differences = inLayer.flatMap(({ found }) =>
        found === undefined ? [] : differenceOf(found),
      );
      const head: LayerItem = {
        layer: layerName === '' ? 'In no layer' : layerName,
        className: layerClass,
        whole: differences.length === inLayer.length ? rollUp(differences) : null,
      };
      return [head, ...inLayer];
    });
}

function differenceOf(found: PairDifference): TensorDifference[] {
  return 'difference' in found ? [found.difference] : [];
}
