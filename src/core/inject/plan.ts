import type { Weight } from '../model/model';
import { configDifferences } from '../model/match/configDifferences';
import { matchModels } from '../model/match/matchModels';
import type { MatchKind } from '../model/match/modelMatch';
import type { MatchedModel } from '../model/match/places';
import { isFloat, unfitReason } from '../model/match/unfit';
import { overlapOf, type Overlap } from './overlap';

/** A model to take weights from. */
export interface PlanSource {
  readonly id: number;
  readonly model: MatchedModel;
  /** Why weights of it cannot be read, by index. */
  readonly broken: ReadonlyMap<number, string>;
}

/** The model that is to change. */
export interface PlanTarget {
  readonly model: MatchedModel;
  readonly broken: ReadonlyMap<number, string>;
}

/** What is to go into one weight of the target. */
export interface PlanRow {
  readonly target: number;
  /** Null where nothing is found for it; `reason` says why. */
  readonly from: PlanFrom | null;
  /** Why nothing can go into it as things stand, one sentence. */
  readonly reason: string | null;
  /** What the person should know before it does. */
  readonly warnings: readonly string[];
  /** What could be copied although the shapes differ. */
  readonly overlap: Overlap | null;
  /** Whether it is taken unless the person says otherwise. */
  readonly include: boolean;
  /** Why it is copied whatever rule is chosen for all, one sentence; null where every rule makes sense. */
  readonly copies: CopyReason | null;
}

interface PlanFrom {
  readonly source: number;
  readonly weight: number;
  readonly by: MatchKind;
}

export interface CopyReason {
  readonly sentence: string;
  /** False where the person may choose another rule for this row all the same. */
  readonly always: boolean;
}

/**
 * A row for every weight of the target but its optimizer's. Of several sources, the first that has a
 * fitting weight gives it; where none has, the first conflict is told.
 */
export function makePlan(target: PlanTarget, sources: readonly PlanSource[]): PlanRow[] {
  const rows = new Map<number, PlanRow>();
  const reasons = new Map<number, string>();
  for (const source of sources) {
    const { matches, conflicts, onlyLeft } = matchModels(target.model, source.model);
    for (const { left, right, by } of [...matches, ...conflicts]) {
      const found = planRow(target, left, source, right, by);
      const known = rows.get(left);
      if (known === undefined || (known.reason !== null && found.reason === null))
        rows.set(left, found);
    }
    for (const { weight, reason } of onlyLeft)
      if (!reasons.has(weight)) reasons.set(weight, reason);
  }
  const all = target.model.weights
    .filter(({ variableGroup }) => variableGroup !== 'optimizer')
    .map(({ index }) => rows.get(index) ?? emptyRow(target, index, reasons.get(index)));
  return withoutLoneBiases(target.model, all);
}

/** Nothing goes into the weight. */
function emptyRow(target: PlanTarget, weight: number, reason?: string): PlanRow {
  return {
    target: weight,
    from: null,
    reason: target.broken.get(weight) ?? reason ?? 'No source is chosen.',
    warnings: [],
    overlap: null,
    include: false,
    copies: copyReason(weightOf(target.model, weight)),
  };
}

/** One weight into another, found or chosen by hand. */
export function planRow(
  target: PlanTarget,
  left: number,
  source: PlanSource,
  right: number,
  by: PlanFrom['by'],
): PlanRow {
  const a = weightOf(target.model, left);
  const b = weightOf(source.model, right);
  const unfit = unfitReason(target.model, a, source.model, b);
  const overlap = unfit === undefined ? null : overlapOf(target.model, a, source.model, b);
  const reason = target.broken.get(left) ?? source.broken.get(right) ?? unfit ?? null;
  return {
    target: left,
    from: { source: source.id, weight: right, by },
    reason,
    warnings:
      reason === null || overlap !== null ? warningsOf(target.model, a, source.model, b) : [],
    overlap: source.broken.has(right) || target.broken.has(left) ? null : overlap,
    include: reason === null,
    copies: copyReason(a),
  };
}

/** Weights that training does not reach by gradients but keeps as averages: a mean of variances is none. */
const KEPT = new Set(['moving mean', 'moving variance', 'mean', 'variance', 'count']);

function copyReason(weight: Weight): CopyReason | null {
  if (weight.dtype === 'string') return { sentence: 'Text is only copied.', always: true };
  if (weight.dtype === 'bool') return { sentence: 'Booleans are only copied.', always: true };
  if (weight.dtype === 'complex64')
    return { sentence: 'Complex numbers are only copied.', always: true };
  if (!isFloat(weight)) return { sentence: 'Integers are only copied.', always: true };
  return KEPT.has(weight.role)
    ? {
        sentence: `A ${weight.role} is a statistic of the data: it is copied, as a mixture describes neither.`,
        always: false,
      }
    : null;
}

/** What a person should know before values of `b` go into `a`, a sentence each; "here" is the model of `a`. */
export function warningsOf(
  left: MatchedModel,
  a: Weight,
  right: MatchedModel,
  b: Weight,
): string[] {
  const warnings: string[] = [];
  const [node, other] = [left.nodes[a.node], right.nodes[b.node]];
  const differences = configDifferences(node, other);
  for (const { field, left: here, right: there } of differences ?? [])
    warnings.push(`${field} differs: ${here} here, ${there} there.`);
  if (differences === null && isGated(a))
    warnings.push(
      `The source does not tell its activations${isGated(b) ? '' : ' nor the order of its gates'}; they are taken to be the same.`,
    );
  if (a.dtype !== b.dtype) warnings.push(`${b.dtype} becomes ${a.dtype}.`);
  if (b.quantization !== undefined)
    warnings.push(`The source is quantized to ${b.quantization.dtype}: its values are rounded.`);
  if (a.quantization !== undefined)
    warnings.push(`The target is quantized to ${a.quantization.dtype}.`);
  return warnings;
}

function isGated({ axes }: Weight): boolean {
  return axes.some(({ name }) => name.startsWith('gate'));
}

/**
 * A bias whose kernel stays is seldom wanted: each of its values belongs to the unit that the kernel's
 * column makes. It is left out unless the person takes it.
 */
function withoutLoneBiases(model: MatchedModel, rows: readonly PlanRow[]): PlanRow[] {
  const stays = new Set<number>();
  for (const { target, from, include } of rows) {
    const { node, role } = weightOf(model, target);
    if (!include && from !== null && role.endsWith('kernel') && node >= 0) stays.add(node);
  }
  return rows.map((row) => {
    const { node, role } = weightOf(model, row.target);
    if (!row.include || !stays.has(node) || !role.endsWith('bias')) return row;
    const warning = 'The kernel of this layer is not injected; its bias belongs to it.';
    return { ...row, include: false, warnings: [...row.warnings, warning] };
  });
}

function weightOf(model: MatchedModel, index: number): Weight {
  const weight = model.weights[index];
  if (weight === undefined) throw new RangeError(`The model has no weight ${index}.`);
  return weight;
}
