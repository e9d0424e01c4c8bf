import type { Norms } from '../../protocol/training';
import type { Bound } from '../model/bindVariables';
import { valuesOf } from '../model/variables';
import type { Gradients } from './step';

/** Values that are looked at in a step: above, looking would take longer than the training of small layers. */
const VALUES_PER_STEP = 1_000_000;

/**
 * Norms of gradients, weights and updates, and the first value that is not finite. Looks at every
 * step of models up to a million trained values, and at every n-th of larger ones. Sums in doubles.
 */
export class NormTracker {
  readonly interval: number;
  private readonly before: readonly Float32Array[];
  /** Of the last step that was looked at. */
  norms: Norms;

  constructor(private readonly trained: readonly Bound[]) {
    this.before = trained.map(({ variable }) => valuesOf(variable).slice());
    const values = this.before.reduce((sum, { length }) => sum + length, 0);
    this.interval = Math.max(1, Math.ceil(values / VALUES_PER_STEP));
    this.norms = this.empty(0);
  }

  looksAt(step: number): boolean {
    return step % this.interval === 0;
  }

  /** Call before the gradients are applied. @returns the variable nearest to the output whose gradient is not finite. */
  gradients(step: number, { gradients }: Gradients): Bound | undefined {
    const norms = this.empty(step);
    let broken: Bound | undefined;
    gradients.forEach((gradient, i) => {
      const sum = gradient === undefined ? 0 : sumOfSquares(gradient.dataSync<'float32'>());
      norms.gradient[i] = Math.sqrt(sum);
      // A backward pass goes from the last layer to the first: the last is where it began.
      if (!Number.isFinite(sum)) broken = this.trained[i];
    });
    // Of every n-th step the weights of the step before are not there yet.
    if (this.interval > 1)
      this.trained.forEach(({ variable }, i) => this.before[i]?.set(valuesOf(variable)));
    this.norms = norms;
    return broken;
  }

  /** Call after the gradients were applied. @returns the first variable that is not finite. */
  weights(): Bound | undefined {
    const { weight, update } = this.norms;
    let broken: Bound | undefined;
    this.trained.forEach((bound, i) => {
      const before = this.before[i] ?? new Float32Array(0);
      const now = valuesOf(bound.variable);
      const [squares, moved] = squaresOf(before, now);
      weight[i] = Math.sqrt(squares);
      update[i] = Math.sqrt(moved);
      if (!Number.isFinite(moved)) broken ??= bound;
      before.set(now);
    });
    return broken;
  }

  private empty(step: number): Norms {
    const { length } = this.trained;
    return {
      step,
      gradient: new Float64Array(length),
      weight: new Float64Array(length),
      update: new Float64Array(length),
    };
  }
}

// These run at every step: four sums side by side take a sixth of the time of one over an iterator.

function sumOfSquares(values: Float32Array): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const whole = values.length - (values.length % 4);
  for (let i = 0; i < whole; i += 4) {
    const a = values[i] ?? 0;
    const b = values[i + 1] ?? 0;
    const c = values[i + 2] ?? 0;
    const d = values[i + 3] ?? 0;
    s0 += a * a;
    s1 += b * b;
    s2 += c * c;
    s3 += d * d;
  }
  for (let i = whole; i < values.length; i++) s0 += (values[i] ?? 0) ** 2;
  return s0 + s1 + s2 + s3;
}

/** Of the values before, and of the differences. */
function squaresOf(before: Float32Array, now: Float32Array): readonly [number, number] {
  let [old0, old1, moved0, moved1] = [0, 0, 0, 0];
  const whole = before.length - (before.length % 2);
  for (let i = 0; i < whole; i += 2) {
    const a = before[i] ?? 0;
    const b = before[i + 1] ?? 0;
    const da = (now[i] ?? 0) - a;
    const db = (now[i + 1] ?? 0) - b;
    old0 += a * a;
    old1 += b * b;
    moved0 += da * da;
    moved1 += db * db;
  }
  for (let i = whole; i < before.length; i++) {
    const a = before[i] ?? 0;
    old0 += a * a;
    moved0 += ((now[i] ?? 0) - a) ** 2;
  }
  return [old0 + old1, moved0 + moved1];
}
