import type { TreeSkeleton } from '../../../core/model/tree';

/** The layer tree with what walking it by keyboard and screen reader needs, one entry a row. */
export interface TreeShape extends TreeSkeleton {
  readonly size: number;
  /** Row of the parent, -1 at the top. */
  readonly parent: Int32Array;
  /** 1-based place among the siblings. */
  readonly position: Uint32Array;
  /** Children of each row; the last entry, at index `size`, counts the rows at the top. */
  readonly children: Uint32Array;
}

export function treeShape(skeleton: TreeSkeleton): TreeShape {
  const { depth, end, weight } = skeleton;
  const size = depth.length;
  const parent = new Int32Array(size);
  const position = new Uint32Array(size);
  const children = new Uint32Array(size + 1);
  const open: number[] = [];
  for (let row = 0; row < size; row++) {
    open.length = depth[row] ?? 0;
    const above = open[open.length - 1] ?? -1;
    const counter = above < 0 ? size : above;
    parent[row] = above;
    position[row] = children[counter] = (children[counter] ?? 0) + 1;
    open.push(row);
  }
  return { size, depth, end, weight, parent, position, children };
}

export function hasChildren(shape: TreeShape, row: number): boolean {
  return (shape.children[row] ?? 0) > 0;
}

/** Rows above `row`, nearest first. */
export function ancestors(shape: TreeShape, row: number): number[] {
  const above: number[] = [];
  for (let at = shape.parent[row] ?? -1; at >= 0; at = shape.parent[at] ?? -1) above.push(at);
  return above;
}

/** Siblings of `row`, itself included, in order. */
export function siblings(shape: TreeShape, row: number): number[] {
  const parent = shape.parent[row] ?? -1;
  const stop = parent < 0 ? shape.size : (shape.end[parent] ?? shape.size);
  const found: number[] = [];
  for (let at = parent + 1; at < stop; at = shape.end[at] ?? stop) found.push(at);
  return found;
}

/** Tells two trees of different structure apart, to know whether row numbers kept from earlier still hold. */
export function fingerprint({ depth, weight }: TreeSkeleton): string {
  let hash = 0x811c9dc5;
  for (let row = 0; row < depth.length; row++) {
    hash = Math.imul(hash ^ (depth[row] ?? 0), 0x01000193);
    hash = Math.imul(hash ^ (weight[row] ?? 0), 0x01000193);
  }
  return `${depth.length}:${(hash >>> 0).toString(16)}`;
}
