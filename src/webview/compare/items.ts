import type { PairDifference, PairLine } from '../../core/compare/comparison';
import { differenceOf, rankPairs, type RankedPair } from '../../core/compare/rankPairs';
import { rollUp, type TensorDifference } from '../../core/compare/tensorDifference';

/** Largest difference first, or layer by layer as A has them. */
export const ORDERS = ['difference', 'model'] as const;
export type Order = (typeof ORDERS)[number];

export type PairItem = RankedPair;

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
  const shown = lines.filter((line) => wanted === '' || textOf(line).includes(wanted));
  if (order === 'difference') return rankPairs(shown, results);
  return byLayer(shown.map((line) => ({ line, found: results.get(line.pair) })));
}

function textOf({ name, nameInB, layerClass, role }: PairLine): string {
  return [name, nameInB, layerClass, role].join('\n').toLowerCase();
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
