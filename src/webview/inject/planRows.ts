import type { Row } from './choices';

/** A layer's line above its weights, or a weight's. */
export type PlanItem =
  | { readonly layer: string; readonly className: string; readonly rows: readonly Row[] }
  | { readonly row: Row };

/** Weights beneath their layers, in the order of the model's layers. */
export function planItems(rows: readonly Row[]): PlanItem[] {
  const byLayer = new Map<number, Row[]>();
  for (const row of rows) {
    const known = byLayer.get(row.line.layer);
    if (known === undefined) byLayer.set(row.line.layer, [row]);
    else known.push(row);
  }
  // Those of no layer come last.
  const order = (layer: number): number => (layer < 0 ? Infinity : layer);
  return [...byLayer.entries()]
    .sort(([a], [b]) => order(a) - order(b))
    .flatMap(([, inLayer]): PlanItem[] => {
      const [first] = inLayer;
      if (first === undefined) return [];
      const { layerName, layerClass } = first.line;
      const head = { layer: layerName || 'In no layer', className: layerClass, rows: inLayer };
      return [head, ...inLayer.map((row) => ({ row }))];
    });
}
