import { type LayerSample, layerSample, withSample } from '../core/retrain/layerNorms';
import { EMPTY_SERIES, extended, type Thinned } from '../core/retrain/thinned';
import type { EngineWeight } from './engine';
import type {
  Measures,
  TrainEpoch,
  TrainProgress,
  TrainResult,
  TrainStarted,
  TrainSteps,
} from './training';

/** What is drawn of a run, in bounded room however long it takes. */
export interface RunCurves {
  /** Mean loss of each batch while it trained, step after step. */
  readonly batchLosses: Thinned;
  readonly norms: readonly LayerSample[];
  readonly epochs: readonly TrainEpoch[];
}

/** Layers with trained weights, in their order, and which of them each weight of `TrainStarted.trained` is in. */
export interface TrainedLayers {
  readonly names: readonly string[];
  readonly of: readonly number[];
}

/** How a run ended. */
export interface RunOutcome {
  readonly kind:
    | 'kept'
    /** Trained, and as many values as before: nothing to keep. */
    | 'unchanged'
    /** The model changed meanwhile: the person is asked. */
    | 'waiting'
    | 'dropped'
    | 'cancelled'
    | 'failed';
  /** Sentences for the user. */
  readonly message: string;
  readonly result: TrainResult | null;
  /** What went wrong is about this weight. */
  readonly weight: number | null;
}

/** A run as far as it has come: plain data, which a page that opens late is given whole. */
export interface RunState {
  readonly epochsWanted: number;
  readonly metrics: readonly string[];
  /** What the weights scored before, on the rows that tell whether training helps; null until that is measured. */
  readonly before: MeasuredBefore | null;
  readonly started: TrainStarted | null;
  readonly layers: TrainedLayers;
  readonly curves: RunCurves;
  readonly latest: Omit<TrainSteps, 'losses' | 'norms'> | null;
  readonly outcome: RunOutcome | null;
}

/** On the validation rows, or without any on all training rows. */
export interface MeasuredBefore {
  readonly kind: 'before';
  readonly side: 'training' | 'validation';
  readonly measures: Measures;
}

export type RunEvent =
  | { readonly kind: 'run'; readonly run: RunState | null }
  | MeasuredBefore
  | TrainProgress
  | { readonly kind: 'ended'; readonly outcome: RunOutcome };

export function newRun(epochsWanted: number, metrics: readonly string[]): RunState {
  return {
    epochsWanted,
    metrics,
    before: null,
    started: null,
    layers: { names: [], of: [] },
    curves: { batchLosses: EMPTY_SERIES, norms: [], epochs: [] },
    latest: null,
    outcome: null,
  };
}

/** The run after something happened to it; the host and the page each keep theirs by this. */
export function afterEvent(
  run: RunState | null,
  event: RunEvent,
  weights: readonly EngineWeight[],
): RunState | null {
  if (event.kind === 'run') return event.run;
  if (run === null) return null;
  switch (event.kind) {
    case 'before':
      return { ...run, before: event };
    case 'started':
      return { ...run, started: event, layers: trainedLayers(event, weights) };
    case 'steps':
      return { ...run, latest: withoutValues(event), curves: withSteps(run, event) };
    case 'epoch':
      return {
        ...run,
        curves: { ...run.curves, epochs: [...run.curves.epochs, event] },
      };
    case 'ended':
      return { ...run, outcome: event.outcome };
  }
}

function trainedLayers({ trained }: TrainStarted, weights: readonly EngineWeight[]): TrainedLayers {
  const layerOf = new Map(weights.map(({ weight, layer }) => [weight, layer]));
  // The engine lists weights as the optimizer has them; layers are read from input to output.
  const order = new Map(weights.map(({ weight }, place) => [weight, place]));
  const inOrder = [...trained].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  const names = [...new Set(inOrder.map((weight) => layerOf.get(weight) ?? ''))];
  return { names, of: trained.map((weight) => names.indexOf(layerOf.get(weight) ?? '')) };
}

function withSteps({ curves, layers }: RunState, { losses, norms }: TrainSteps): RunCurves {
  const sample = layerSample(norms, layers.of, layers.names.length);
  return {
    ...curves,
    batchLosses: extended(curves.batchLosses, losses),
    // Before the first step there are none.
    norms: norms.step === 0 ? curves.norms : withSample(curves.norms, sample),
  };
}

function withoutValues(steps: TrainSteps): RunState['latest'] {
  const { kind, step, epoch, rowsPerSecond, secondsLeft, paused } = steps;
  return { kind, step, epoch, rowsPerSecond, secondsLeft, paused };
}
