import type { NumberValues } from '../format/weightSource';
import { isCopy, isNothing, type Rule } from './rule';

/** What the values of a place are multiplied by before they are added up. */
export interface Weights {
  readonly target: number;
  readonly source: number;
}

/** Sums over two tensors that slerp needs before its first value. */
export interface Dots {
  readonly targetSquares: number;
  readonly sourceSquares: number;
  readonly product: number;
}

export const NO_DOTS: Dots = { targetSquares: 0, sourceSquares: 0, product: 0 };

export function addDots(sums: Dots, target: NumberValues, source: NumberValues): Dots {
  let { targetSquares, sourceSquares, product } = sums;
  for (let i = 0; i < target.length; i++) {
    const t = target[i] ?? 0;
    const s = source[i] ?? 0;
    targetSquares += t * t;
    sourceSquares += s * s;
    product += t * s;
  }
  return { targetSquares, sourceSquares, product };
}

/** Above this cosine both point the same way and the arc is a straight line, to rounding (as mergekit holds it). */
const PARALLEL = 0.9995;
/** Below this one there is no arc that is shorter than all others. */
const OPPOSITE = -1 + 1e-9;

/** Why slerp has no meaning for the two tensors; undefined where it has. */
export function slerpProblem({ targetSquares, sourceSquares, product }: Dots): string | undefined {
  if (!Number.isFinite(targetSquares + sourceSquares + product))
    return 'Slerp needs finite values, and there are NaN or infinite ones. Choose copy or blend.';
  if (targetSquares === 0 || sourceSquares === 0)
    return `Slerp has no direction to turn: the ${targetSquares === 0 ? 'target' : 'source'} is all zeros. Choose copy or blend.`;
  if (cosine({ targetSquares, sourceSquares, product }) < OPPOSITE)
    return 'Slerp has no shortest way: target and source point in opposite directions. Choose blend.';
  return undefined;
}

/**
 * sin((1−a)ω)/sin ω · t + sin(aω)/sin ω · s, ω the angle between both as one vector each (Shoemake
 * 1985); applied to the vectors as they are, so that norms go from one to the other.
 */
function slerpWeights(amount: number, dots: Dots): Weights {
  const cos = cosine(dots);
  if (cos > PARALLEL) return { target: 1 - amount, source: amount };
  const angle = Math.acos(cos);
  const sine = Math.sin(angle);
  return {
    target: Math.sin((1 - amount) * angle) / sine,
    source: Math.sin(amount * angle) / sine,
  };
}

/** Clamped: rounding may leave it outside of [-1, 1], where acos is NaN. */
function cosine({ targetSquares, sourceSquares, product }: Dots): number {
  return Math.max(-1, Math.min(1, product / Math.sqrt(targetSquares) / Math.sqrt(sourceSquares)));
}

/**
 * Writes into `out`, whose type rounds, what the rule makes of as many values as it has. Sums are in
 * float64.
 * @param base values of the base model where the rule is a difference.
 */
export function mix(
  rule: Rule,
  out: NumberValues,
  target: NumberValues,
  source: NumberValues,
  base: NumberValues | undefined,
  dots: Dots,
): void {
  // To the bit: 0·NaN is NaN, and 1e8 + 1·(0.1 − 1e8) is 0 in float32.
  if (isNothing(rule)) out.set(target);
  else if (isCopy(rule)) out.set(source);
  else if (rule.kind === 'difference') addDifference(rule.factor, out, target, source, base);
  else {
    const { target: keep, source: take } = weightsOf(rule, dots);
    for (let i = 0; i < out.length; i++) out[i] = keep * (target[i] ?? 0) + take * (source[i] ?? 0);
  }
}

function weightsOf(rule: Exclude<Rule, { kind: 'difference' }>, dots: Dots): Weights {
  switch (rule.kind) {
    case 'copy':
      return { target: 0, source: 1 };
    case 'blend':
      return { target: 1 - rule.amount, source: rule.amount };
    case 'soft':
      return { target: 1 - rule.tau, source: rule.tau };
    case 'slerp':
      return slerpWeights(rule.amount, dots);
  }
}

function addDifference(
  factor: number,
  out: NumberValues,
  target: NumberValues,
  source: NumberValues,
  base: NumberValues | undefined,
): void {
  if (base === undefined) throw new RangeError('A difference needs the values of the base.');
  for (let i = 0; i < out.length; i++) {
    const value = target[i] ?? 0;
    const change = (source[i] ?? 0) - (base[i] ?? 0);
    // -0 + 0 is 0: where nothing changed the target keeps its bits.
    out[i] = change === 0 ? value : value + factor * change;
  }
}
