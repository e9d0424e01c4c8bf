import { weightShapeText } from '../core/model/rowText';
import type { TreeRow } from '../core/model/tree';
import type { WeightLine } from '../protocol/model';
import type { OpenedModel } from './openedModel';

/** A row of the tree, with what `check` found out about its weight. */
export function shownRow({ tree, problems }: OpenedModel, index: number): TreeRow {
  const row = tree.row(index);
  const problem = problems.get(tree.skeleton.weight[index] ?? -1);
  return problem === undefined ? row : { ...row, problem };
}

/** A line of the table of all weights. */
export function weightLine(opened: OpenedModel, index: number): WeightLine {
  const weight = opened.weight(index);
  return {
    weight: index,
    row: opened.tree.weightRow[index] ?? -1,
    name: weight.name,
    role: weight.role,
    shape: weightShapeText(weight),
    dtype: weight.dtype,
    parameters: weight.size,
  };
}
