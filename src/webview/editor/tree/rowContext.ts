import type { TreeRow } from '../../../core/model/tree';
import type { TreeShape } from './treeShape';

/** What VS Code is told of a row before it shows its context menu: see `webview/context` in package.json. */
export function rowContext(
  row: number,
  kind: TreeRow['kind'] | undefined,
  { size, weight, end }: TreeShape,
): string {
  const [start, stop] = row < 0 ? [0, size] : [row, end[row] ?? row + 1];
  const weights = [...new Set(weight.subarray(start, stop))].filter((index) => index >= 0);
  const own = weight[row] ?? -1;
  return JSON.stringify({
    preventDefaultContextMenuItems: true,
    weightscopeSection: kind,
    ...(own >= 0 ? { weightscopeWeight: own } : row < 0 ? {} : { weightscopeRow: row }),
    weightscopeWeights: weights,
    weightscopeHasWeights: weights.length > 0,
  });
}
