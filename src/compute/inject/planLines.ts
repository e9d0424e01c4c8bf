import { makePlan, planRow, type PlanRow, type PlanTarget } from '../../core/inject/plan';
import { matchModels } from '../../core/model/match/matchModels';
import { unfitReason } from '../../core/model/match/unfit';
import type { Model, Weight } from '../../core/model/model';
import { nameBelow } from '../../core/model/rowText';
import type { Candidate, PlanLine } from '../../protocol/inject';
import { MOST_CANDIDATES, planWeight } from './planWeight';
import type { OpenSource, SourceList } from './sourceList';

/** A line for every weight of the target that is not the optimizer's. */
export function planLines(
  target: PlanTarget & { readonly model: Model },
  sources: readonly OpenSource[],
  base: OpenSource | undefined,
): PlanLine[] {
  const bases = baseWeights(target, base);
  const byId = new Map(sources.map((source) => [source.id, source]));
  return makePlan(target, sources).map((row) => lineOf(target.model, row, byId, bases));
}

/** The line of one weight with a source chosen by hand. */
export function handLine(
  target: PlanTarget & { readonly model: Model },
  weight: number,
  source: OpenSource,
  from: number,
  base: OpenSource | undefined,
): PlanLine {
  const row = planRow(target, weight, source, from, 'hand');
  return lineOf(target.model, row, new Map([[source.id, source]]), baseWeights(target, base));
}

/** What could go into a weight: what fits, then the rest with its reasons. */
export function candidatesFor(
  target: Model,
  weight: Weight,
  list: SourceList,
  ids: readonly number[],
): Candidate[] {
  const all = ids.flatMap((id) => {
    const { model, broken } = list.get(id);
    return model.weights
      .filter(({ variableGroup }) => variableGroup !== 'optimizer')
      .map((one): Candidate => {
        const reason = broken.get(one.index) ?? unfitReason(target, weight, model, one) ?? null;
        return { ...planWeight(one), source: id, reason };
      });
  });
  const fits = ({ reason }: Candidate): number => (reason === null ? 0 : 1);
  return all.sort((a, b) => fits(a) - fits(b)).slice(0, MOST_CANDIDATES);
}

/** The weight of the base that goes with each weight of the target. */
function baseWeights(
  target: PlanTarget,
  base: OpenSource | undefined,
): ReadonlyMap<number, number> {
  if (base === undefined) return new Map();
  const { matches } = matchModels(target.model, base.model);
  return new Map(
    matches.filter(({ right }) => !base.broken.has(right)).map(({ left, right }) => [left, right]),
  );
}

function lineOf(
  { format, nodes, weights }: Model,
  row: PlanRow,
  sources: ReadonlyMap<number, OpenSource>,
  bases: ReadonlyMap<number, number>,
): PlanLine {
  const weight = weights[row.target];
  if (weight === undefined) throw new RangeError(`The model has no weight ${row.target}.`);
  const node = nodes[weight.node];
  const { from } = row;
  const given = from === null ? undefined : sources.get(from.source)?.model.weights[from.weight];
  return {
    target: planWeight(weight),
    layer: weight.node,
    layerName: node?.name ?? '',
    layerClass: node?.className ?? '',
    shortName: nameBelow(weight.name, node, format),
    from:
      from === null || given === undefined
        ? null
        : { ...planWeight(given), source: from.source, by: from.by },
    reason: row.reason,
    warnings: row.warnings,
    overlap: row.overlap,
    include: row.include,
    copies: row.copies,
    base: bases.get(row.target) ?? null,
    quantized: weight.quantization !== undefined,
  };
}
