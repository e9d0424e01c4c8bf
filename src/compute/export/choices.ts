import { countParameters } from '../../core/model/countParameters';
import type { Tree } from '../../core/model/buildTree';
import type { ExportChoices, ExportLayer } from '../../protocol/export';

/** Layers that a list can show; more are chosen in the tree. */
const MAX_LAYERS = 20_000;

/** @param fileName of model.json, after which a model without a name is called. */
export function exportChoices(tree: Tree, fileName: string): ExportChoices {
  const { model, skeleton } = tree;
  const { total } = countParameters(model);
  const optimizer = model.weights.filter(({ variableGroup }) => variableGroup === 'optimizer');
  const layers: ExportLayer[] = [];
  for (const node of model.nodes) {
    if (layers.length === MAX_LAYERS) break;
    const row = tree.nodeRow[node.index] ?? 0;
    const weights = weightsBeneath(skeleton, row).length;
    if (weights === 0) continue;
    const { name, className, parameters } = tree.row(row);
    layers.push({ row, name, className, weights, parameters });
  }
  return {
    name: model.name ?? fileName.replace(/\.json$/i, ''),
    layers,
    weights: model.weights.length - optimizer.length,
    parameters: total,
    optimizerWeights: optimizer.length,
  };
}

/** Indices of the weights of a row and of all rows beneath it, in the order of the tree. */
export function weightsBeneath({ end, weight }: Tree['skeleton'], row: number): number[] {
  return [...weight.subarray(row, end[row] ?? row + 1)].filter((index) => index >= 0);
}
