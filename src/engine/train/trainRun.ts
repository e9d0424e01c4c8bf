import { pieceDifference } from '../../core/compare/pieceDifference';
import { tensorDifference } from '../../core/compare/tensorDifference';
import { movementOf } from '../../core/compare/movement';
import { type Random, shuffledIndices } from '../../core/seededRandom';
import type {
  Measures,
  NotFinite,
  OptimizerSlot,
  TrainEpoch,
  TrainProgress,
  TrainRequest,
  TrainResult,
} from '../../protocol/training';
import type { OpenDataset } from '../data/openDataset';
import { type BuiltModel } from '../model/builtModel';
import { valuesOf } from '../model/variables';
import type { Tf } from '../tf';
import type { Controls } from './controls';
import { type Measuring, measureDataset } from './measureDataset';
import { NormTracker } from './normTracker';
import { badGradient, badLoss, badWeight, type Where } from './notFinite';
import { type SlotValues, slotsOf } from './optimizers';
import { Pace } from './pace';
import { Snapshot } from './snapshot';
import { applyGradients, gradientsOf, type StepContext } from './step';
import { Watch } from './watch';

/** Milliseconds between two messages about steps. */
const PROGRESS_INTERVAL_MS = 100;

export interface RunParts {
  readonly tf: Tf;
  readonly built: BuiltModel;
  readonly context: StepContext;
  readonly measuring: Measuring;
  readonly data: OpenDataset;
  readonly validation: OpenDataset | null;
  readonly settings: TrainRequest['settings'];
  readonly controls: Controls;
  readonly report: (progress: TrainProgress) => void;
}

export interface RunOutcome {
  readonly result: TrainResult;
  readonly slots: readonly SlotValues[];
}

/**
 * The loop over epochs and steps. When it ends, whatever the reason, the weights are those of an
 * epoch's end: the last, the best, or those of before.
 */
export class TrainRun {
  private readonly tracker: NormTracker;
  private readonly initial: Snapshot;
  private readonly last: Snapshot;
  private readonly best: Snapshot | undefined;
  private readonly watch: Watch;
  private readonly pace: Pace;
  private readonly history: TrainEpoch[] = [];
  private losses: number[] = [];
  private told = performance.now();
  private step = 0;
  private failure: NotFinite | null = null;

  constructor(
    private readonly parts: RunParts,
    private readonly random: Random,
  ) {
    const { built, context, settings, data } = parts;
    this.tracker = new NormTracker(context.trained);
    this.initial = new Snapshot(built.bound);
    this.last = new Snapshot(built.bound);
    this.best = settings.restoreBest ? new Snapshot(built.bound) : undefined;
    this.watch = new Watch(settings.earlyStopping);
    this.pace = new Pace(settings.epochs * data.rows);
  }

  /** @throws CancelledError; the weights are then as they were before. */
  async run(): Promise<RunOutcome> {
    const started = performance.now();
    try {
      const ended = await this.epochs();
      const keptEpoch = this.keep(ended);
      const slots =
        keptEpoch === this.history.length && ended !== 'stopped' ? await this.slots(ended) : [];
      return {
        slots,
        result: {
          ended,
          failure: this.failure,
          epochs: this.history.length,
          keptEpoch,
          history: this.history,
          movement: this.movement(),
          slots: slots.map(describeSlot),
          seconds: (performance.now() - started) / 1000,
          dataHash: this.parts.data.hash(),
        },
      };
    } catch (error) {
      this.initial.restore(this.parts.tf);
      throw error;
    }
  }

  private async epochs(): Promise<TrainResult['ended']> {
    const { settings, data, controls, built, measuring } = this.parts;
    // The rows that are measured stay the same, or the curve would tell of them and not of the training.
    const measured = shuffledIndices(data.rows, this.random).slice(0, settings.measuredRows);
    for (let epoch = 1; epoch <= settings.epochs; epoch++) {
      const order = shuffledIndices(data.rows, this.random);
      built.layersModel.resetStates();
      let sum = 0;
      for (let start = 0; start < data.rows; start += settings.batchSize) {
        const end = Math.min(start + settings.batchSize, data.rows);
        const loss = this.oneStep(order, start, end, epoch);
        if (this.failure !== null) return 'notFinite';
        sum += loss * (end - start);
        this.pace.done(end - start);
        this.tell(epoch, false);
        await this.turn(epoch);
        if (controls.stopped && end < data.rows) return 'stopped';
      }
      this.tell(epoch, true);
      this.last.take();
      const training = measured.length > 0 ? await this.measure(data, measured, epoch) : null;
      const validation = await this.measureValidation(epoch);
      this.pace.skip();
      const running = sum / data.rows;
      const best = this.watch.epoch(epoch, (validation ?? training)?.loss ?? running);
      if (best) this.best?.copyFrom(this.last);
      const done: TrainEpoch = { kind: 'epoch', epoch, running, training, validation, best };
      this.history.push(done);
      this.parts.report(done);
      if (controls.stopped) return epoch === settings.epochs ? 'finished' : 'stopped';
      if (this.watch.shouldStop && epoch < settings.epochs) return 'early';
      measuring.model.resetStates();
    }
    return 'finished';
  }

  private oneStep(order: Uint32Array, start: number, end: number, epoch: number): number {
    const { tf, built, context, data } = this.parts;
    this.step++;
    return tf.tidy(() => {
      const batch = data.batch(tf, order, start, end);
      const gradients = gradientsOf(tf, context, batch);
      if (!Number.isFinite(gradients.loss)) {
        this.fail(epoch, (where) => badLoss(built, batch, where));
        return NaN;
      }
      const looks = this.tracker.looksAt(this.step);
      const badAt = looks ? this.tracker.gradients(this.step, gradients) : undefined;
      if (badAt !== undefined) {
        this.fail(epoch, (where) => badGradient(badAt, where));
        return NaN;
      }
      applyGradients(tf, context, gradients);
      const brokeAt = looks ? this.tracker.weights() : undefined;
      if (brokeAt !== undefined) this.fail(epoch, (where) => badWeight(brokeAt, where));
      this.losses.push(gradients.loss);
      return gradients.loss;
    });
  }

  private fail(epoch: number, describe: (where: Where) => NotFinite): void {
    this.failure = describe({
      step: this.step,
      epoch,
      interval: this.tracker.interval,
      learningRate: this.parts.settings.optimizer.learningRate,
      keptEpoch: this.best === undefined ? this.history.length : this.watch.bestEpoch,
    });
  }

  /** Puts the weights in place that are kept. @returns their epoch. */
  private keep(ended: TrainResult['ended']): number {
    const { tf } = this.parts;
    if (this.history.length === 0) {
      this.initial.restore(tf);
      return 0;
    }
    if (this.best !== undefined && this.watch.bestEpoch > 0) {
      if (this.watch.bestEpoch < this.history.length || ended !== 'finished') this.best.restore(tf);
      return this.watch.bestEpoch;
    }
    if (ended !== 'finished' && ended !== 'early') this.last.restore(tf);
    return this.history.length;
  }

  private async slots(ended: TrainResult['ended']): Promise<readonly SlotValues[]> {
    if (ended === 'notFinite') return [];
    const { context, settings } = this.parts;
    const weights = context.trained.flatMap(({ weight }) => (weight === null ? [] : [weight]));
    return slotsOf(context.optimizer, settings.optimizer.name, weights);
  }

  private movement(): TrainResult['movement'] {
    return this.parts.built.bound.flatMap(({ weight, variable }, i) => {
      if (weight === null) return [];
      const before = this.initial.values[i] ?? new Float32Array(0);
      const now = valuesOf(variable);
      const piece = pieceDifference(before, now);
      const { moved, degrees, text } = movementOf(tensorDifference([{ piece, start: 0 }]));
      return [{ weight: weight.index, moved: moved.value, degrees: degrees.value, text }];
    });
  }

  private async measureValidation(epoch: number): Promise<Measures | null> {
    const { validation } = this.parts;
    return validation === null ? null : this.measure(validation, validation.order, epoch);
  }

  private measure(data: OpenDataset, order: Uint32Array, epoch: number): Promise<Measures> {
    const { tf, measuring } = this.parts;
    return measureDataset(tf, measuring, data, order, () => this.turn(epoch));
  }

  private async turn(epoch: number): Promise<void> {
    const { controls } = this.parts;
    await controls.turn(
      () => this.tell(epoch, true),
      () => this.pace.skip(),
    );
  }

  private tell(epoch: number, now: boolean): void {
    if (!now && performance.now() - this.told < PROGRESS_INTERVAL_MS) return;
    const { controls, report } = this.parts;
    this.told = performance.now();
    report({
      kind: 'steps',
      step: this.step,
      epoch,
      losses: Float32Array.from(this.losses),
      norms: this.tracker.norms,
      ...this.pace.read(),
      paused: controls.isPaused(),
    });
    this.losses = [];
  }
}

function describeSlot({ name, shape, values }: SlotValues): OptimizerSlot {
  return { name, shape, dtype: values instanceof Int32Array ? 'int32' : 'float32' };
}
