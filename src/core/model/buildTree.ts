import type { Model } from './model';
import { nameBelow, shapeText, weightShapeText } from './rowText';
import { roleRank } from './roles';
import type { TreeRow, TreeSkeleton } from './tree';

/** Rows for weights without a layer; negative, so that they cannot be taken for nodes. */
const GROUPS = { optimizer: -2, none: -3 } as const;
const NO_NODE = -1;

export interface Tree {
  readonly model: Model;
  readonly skeleton: TreeSkeleton;
  readonly count: number;
  /** Row of each weight, by its index. */
  readonly weightRow: Uint32Array;
  /** Row of each node, by its index. */
  readonly nodeRow: Uint32Array;
  /** What row i shows. Made when asked for; a model may have a million rows. */
  row(i: number): TreeRow;
  /** Node that row i shows, or -1. */
  nodeOf(i: number): number;
}

/**
 * The rows of a model in the order of its file: weights beneath their layer in the layer's order
 * (kernel before bias, what is not trained last), then the layers inside it; at the end the
 * optimizer's slots and the weights that belong to no layer. Linear in nodes and weights.
 */
export function buildTree(model: Model): Tree {
  const { nodes, weights } = model;
  const buckets = weightsByOwner(model);
  const grouped = [GROUPS.optimizer, GROUPS.none].filter((group) => buckets.of(group).length > 0);
  const count = nodes.length + weights.length + (nodes.length === 0 ? 0 : grouped.length);
  const skeleton: TreeSkeleton = {
    depth: new Uint16Array(count),
    end: new Uint32Array(count),
    weight: new Int32Array(count).fill(-1),
  };
  const owner = new Int32Array(count).fill(NO_NODE);
  const parameters = new Float64Array(count);
  const weightRow = new Uint32Array(weights.length);
  const nodeRow = new Uint32Array(nodes.length);
  const { depth, end, weight } = skeleton;
  let row = 0;

  const addWeights = (list: readonly number[], level: number): void => {
    for (const index of list) {
      depth[row] = level;
      end[row] = row + 1;
      weight[row] = index;
      parameters[row] = weights[index]?.size ?? 0;
      weightRow[index] = row++;
    }
  };

  // 1. Nodes come in pre-order, so each gets its row at once; what it spans is known afterwards.
  for (const node of nodes) {
    nodeRow[node.index] = row;
    owner[row] = node.index;
    const level = node.parent < 0 ? 0 : (depth[nodeRow[node.parent] ?? 0] ?? 0) + 1;
    depth[row] = level;
    end[row] = ++row;
    addWeights(buckets.of(node.index), level + 1);
  }
  for (const group of grouped) {
    const top = row;
    // Without layers there is nothing to tell the group from: its weights stand at the top.
    if (nodes.length > 0) {
      owner[row] = group;
      row++;
    }
    addWeights(buckets.of(group), nodes.length > 0 ? 1 : 0);
    if (nodes.length > 0) end[top] = row;
  }

  // 2. From the last row to the first, each adds its own to its parent's.
  const path: number[] = [];
  const parentRow = new Int32Array(count).fill(-1);
  for (let i = 0; i < count; i++) {
    const level = depth[i] ?? 0;
    path.length = level;
    if (level > 0) parentRow[i] = path[level - 1] ?? -1;
    path.push(i);
  }
  for (let i = count - 1; i >= 0; i--) {
    const parent = parentRow[i] ?? -1;
    if (parent < 0) continue;
    parameters[parent] = (parameters[parent] ?? 0) + (parameters[i] ?? 0);
    end[parent] = Math.max(end[parent] ?? 0, end[i] ?? 0);
  }

  const describe = (i: number): TreeRow => {
    const index = weight[i] ?? -1;
    const known = weights[index];
    if (known !== undefined) {
      const above = owner[parentRow[i] ?? -1] ?? NO_NODE;
      return {
        kind: 'weight',
        name: nameBelow(known.name, nodes[above], model.format),
        className: known.role,
        shape: weightShapeText(known),
        parameters: known.size,
        trainable: known.trainable,
        ...(known.problem === undefined ? {} : { problem: known.problem }),
      };
    }
    const node = nodes[owner[i] ?? NO_NODE];
    if (node === undefined) return groupRow(owner[i] === GROUPS.optimizer, parameters[i] ?? 0);
    return {
      kind: node.kind,
      name: nameBelow(node.name, nodes[node.parent], model.format),
      className: node.className,
      shape: shapeText(node.outputShape),
      parameters: parameters[i] ?? 0,
      trainable: node.trainable,
    };
  };
  return {
    model,
    skeleton,
    count,
    weightRow,
    nodeRow,
    nodeOf: (i) => Math.max(NO_NODE, owner[i] ?? NO_NODE),
    row: (i) => {
      if (!(i >= 0 && i < count)) throw new RangeError(`The tree has no row ${i}.`);
      return describe(i);
    },
  };
}

function groupRow(isOptimizer: boolean, parameters: number): TreeRow {
  return {
    kind: 'group',
    name: isOptimizer ? 'Optimizer' : 'Weights in no layer',
    className: '',
    shape: '',
    parameters,
    trainable: !isOptimizer,
  };
}

interface Buckets {
  of(owner: number): readonly number[];
}

function weightsByOwner({ weights }: Model): Buckets {
  const lists = new Map<number, number[]>();
  for (const { index, node, variableGroup } of weights) {
    const owner = node >= 0 ? node : variableGroup === 'optimizer' ? GROUPS.optimizer : GROUPS.none;
    const list = lists.get(owner);
    if (list === undefined) lists.set(owner, [index]);
    else list.push(index);
  }
  const rank = (index: number): number => roleRank(weights[index]?.role ?? '');
  for (const [owner, list] of lists) {
    if (owner >= 0 && list.length > 1) list.sort((a, b) => rank(a) - rank(b) || a - b);
  }
  return { of: (owner) => lists.get(owner) ?? [] };
}
