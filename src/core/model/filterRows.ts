import type { Tree } from './buildTree';

/**
 * Positions of the rows whose name, class or role contains the text, ignoring case, ascending. A
 * weight is found by its whole name too, so a name copied from elsewhere leads to it.
 */
export function filterRows(tree: Tree, text: string): Uint32Array {
  const wanted = text.trim().toLowerCase();
  const { model, skeleton, count } = tree;
  const found = new Uint32Array(count);
  let length = 0;
  const has = (value: string): boolean => value.toLowerCase().includes(wanted);
  for (let i = 0; i < count; i++) {
    const weight = model.weights[skeleton.weight[i] ?? -1];
    const node = model.nodes[tree.nodeOf(i)];
    const hit = weight
      ? has(weight.name) || has(weight.role)
      : node
        ? has(node.name) || has(node.className)
        : has(tree.row(i).name);
    if (hit) found[length++] = i;
  }
  return found.slice(0, length);
}
