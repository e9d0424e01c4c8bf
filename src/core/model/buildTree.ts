import type { Model } from './model';
import { nameBelow, shapeText, weightShapeText } from './rowText';
import { GROUPS, weightsByOwner } from './weightsByOwner';
import type { TreeRow, TreeSkeleton } from './tree';

export interface Tree {
  readonly model: Model;
  readonly skeleton: TreeSkeleton;
  readonly count: number;
  /** Row of each weight, by its index. */
  readonly weightRow: Uint32Array;
  /** Row of each node, by its index. */
  readonly nodeRow: Uint32Array;
  /** Node that row i shows, or -1 for a weight or a group of weights. */
  nodeOf(i: number): number;
  /** What row i shows. Made when asked for: a model may have a million rows. */
  row(i: number): TreeRow;
}

/**
 * The rows of a model in the order of its file: weights beneath their layer in the layer's order
 * (kernel before bias, what is not trained last), then the layers inside it; at the end the
 * optimizer's slots and the weights that belong to no layer. Linear in nodes and weights.
 */
export function buildTree(model: Model): Tree {
  const { nodes, weights } = model;
  const { sorted, starts } = weightsByOwner(model);
  // Without layers there is nothing to tell a group of weights from: they stand at the top.
  const groupLevel = nodes.length > 0 ? 1 : 0;
  let groups = 0;
  for (let owner = nodes.length; owner < nodes.length + GROUPS.length; owner++) {
    if (starts[owner] !== starts[owner + 1]) groups += groupLevel;
  }
  const count = nodes.length + weights.length + groups;
  const depth = new Uint16Array(count);
  const end = new Uint32Array(count);
  const weight = new Int32Array(count).fill(-1);
  /** Index of the node, or of the group after all nodes; -1 for a weight. */
  const owners = new Int32Array(count).fill(-1);
  /** Elements of all weights beneath a node or a group. */
  const totals = new Float64Array(count);
  const weightRow = new Uint32Array(weights.length);
  const nodeRow = new Uint32Array(nodes.length);
  // 1. Nodes come in pre-order, so each gets its row at once; the groups follow.
  let next = 0;
  for (let owner = 0; owner < nodes.length + GROUPS.length; owner++) {
    const first = starts[owner] ?? 0;
    const stop = starts[owner + 1] ?? 0;
    const hasRow = owner < nodes.length || (groupLevel > 0 && first < stop);
    const row = next;
    let level = 0;
    if (hasRow) {
      const above = nodes[owner]?.parent ?? -1;
      if (owner < nodes.length) nodeRow[owner] = row;
      owners[row] = owner;
      if (above >= 0) level = (depth[nodeRow[above] ?? 0] ?? 0) + 1;
      depth[row] = level;
      level++;
      next++;
    }
    let total = 0;
    for (let i = first; i < stop; i++) {
      const index = sorted[i] ?? 0;
      weight[next] = index;
      weightRow[index] = next;
      depth[next] = level;
      total += weights[index]?.size ?? 0;
      end[next] = next + 1;
      next++;
    }
    if (hasRow) {
      totals[row] = total;
      end[row] = next;
    }
  }
  // 2. From the last node to the first, each adds its own to its parent's.
  for (let node = nodes.length - 1; node >= 0; node--) {
    const above = nodes[node]?.parent ?? -1;
    if (above < 0) continue;
    const row = nodeRow[node] ?? 0;
    const parent = nodeRow[above] ?? 0;
    totals[parent] = (totals[parent] ?? 0) + (totals[row] ?? 0);
    end[parent] = Math.max(end[parent] ?? 0, end[row] ?? 0);
  }

  const nodeOf = (i: number): number => {
    const owner = owners[i] ?? -1;
    return owner < nodes.length ? owner : -1;
  };
  return {
    model,
    skeleton: { depth, end, weight },
    count,
    weightRow,
    nodeRow,
    nodeOf,
    row: (i) => {
      if (!(i >= 0 && i < count)) throw new RangeError(`The tree has no row ${i}.`);
      const shown = weights[weight[i] ?? -1];
      if (shown !== undefined) return weightRowOf(model, shown);
      const total = totals[i] ?? 0;
      const node = nodes[nodeOf(i)];
      if (node !== undefined) return nodeRowOf(model, node, total);
      return groupRowOf((owners[i] ?? 0) - nodes.length, total);
    },
  };
}

function nodeRowOf({ nodes, format }: Model, node: Model['nodes'][number], total: number): TreeRow {
  return {
    kind: node.kind,
    name: nameBelow(node.name, nodes[node.parent], format),
    className: node.className,
    shape: shapeText(node.outputShape),
    parameters: total,
    trainable: node.trainable,
    ...(node.calls > 1 ? { shared: true } : {}),
  };
}

function weightRowOf({ nodes, format }: Model, weight: Model['weights'][number]): TreeRow {
  const { problem } = weight;
  const above = nodes[weight.node];
  return {
    kind: 'weight',
    name: nameBelow(weight.name, above, format),
    className: weight.role,
    shape: weightShapeText(weight),
    parameters: weight.size,
    trainable: weight.trainable,
    ...(isMatrixFirst(weight) ? { sizes: weight.shape } : {}),
    ...((above?.calls ?? 0) > 1 ? { shared: true } : {}),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** Kernels of convolutions are shown as filters first, and a complex number is shown as two. */
function isMatrixFirst({ shape, dtype, filters, problem }: Model['weights'][number]): boolean {
  const isNumber = dtype !== 'string' && dtype !== 'complex64';
  return isNumber && filters === undefined && problem === undefined && shape.length > 0;
}

function groupRowOf(group: number, total: number): TreeRow {
  return {
    kind: 'group',
    name: GROUPS[group] ?? '',
    className: '',
    shape: '',
    parameters: total,
    trainable: false,
  };
}
