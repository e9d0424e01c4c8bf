import type { LossName, MetricName, OptimizerSettings } from '../../core/dataset/lossNames';
import type { TrainingDefaults } from '../../core/dataset/defaults';
import { isArray, isObject, type Json, type JsonObject } from '../../core/json';
import type { LoadedModel } from '../../protocol/engine';
import { LOSSES, METRICS } from '../ui/lossLabels';
import { OPTIMIZERS } from './choices';

export type OptimizerName = OptimizerSettings['name'];

/** Everything that is chosen but the data. A number that is being typed may be NaN. */
export interface Form {
  /** One for each output. */
  readonly losses: readonly LossName[];
  readonly metrics: readonly MetricName[];
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
  readonly momentum: number;
  readonly resume: boolean;
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: number;
  readonly stopsEarly: boolean;
  readonly patience: number;
  readonly minDelta: number;
  readonly restoreBest: boolean;
  /** One for each class of the only output; null is the same for all. */
  readonly classWeights: readonly number[] | null;
  /** Paths of layers that are not trained. */
  readonly frozen: readonly string[];
  readonly keepPreprocessing: boolean;
  readonly keepOptimizer: boolean;
}

const BATCH_SIZE = 32;

/** @param frozen Paths of the layers that the file says are not to be trained. */
export function usualForm(
  { losses, metrics, optimizer }: TrainingDefaults,
  { inputs, optimizerState }: LoadedModel,
  frozen: readonly string[],
): Form {
  return {
    losses,
    metrics,
    optimizer: optimizer.name,
    learningRate: optimizer.learningRate,
    momentum: optimizer.name === 'momentum' ? optimizer.momentum : 0.9,
    resume: optimizerState,
    batchSize: inputs[0]?.batch ?? BATCH_SIZE,
    epochs: 20,
    seed: 1,
    stopsEarly: false,
    patience: 5,
    minDelta: 0,
    restoreBest: true,
    classWeights: null,
    frozen,
    keepPreprocessing: true,
    keepOptimizer: false,
  };
}

/** What was kept, as far as it is a form of this model; for the rest the usual. */
export function restoredForm(kept: Json, usual: Form, paths: ReadonlySet<string>): Form {
  if (!isObject(kept)) return usual;
  const losses = list(kept, 'losses', LOSSES);
  const frozen = strings(kept, 'frozen');
  return {
    losses: losses?.length === usual.losses.length ? losses : usual.losses,
    metrics: list(kept, 'metrics', METRICS) ?? usual.metrics,
    optimizer: OPTIMIZERS.find((name) => name === kept.optimizer) ?? usual.optimizer,
    learningRate: number(kept, 'learningRate', usual),
    momentum: number(kept, 'momentum', usual),
    resume: usual.resume && flag(kept, 'resume', usual),
    batchSize: number(kept, 'batchSize', usual),
    epochs: number(kept, 'epochs', usual),
    seed: number(kept, 'seed', usual),
    stopsEarly: flag(kept, 'stopsEarly', usual),
    patience: number(kept, 'patience', usual),
    minDelta: number(kept, 'minDelta', usual),
    restoreBest: flag(kept, 'restoreBest', usual),
    classWeights: numbers(kept, 'classWeights'),
    frozen: frozen?.filter((path) => paths.has(path)) ?? usual.frozen,
    keepPreprocessing: flag(kept, 'keepPreprocessing', usual),
    keepOptimizer: flag(kept, 'keepOptimizer', usual),
  };
}

type KeysOf<Value> = {
  [Key in keyof Form]: Form[Key] extends Value ? (Value extends Form[Key] ? Key : never) : never;
}[keyof Form];

function number(kept: JsonObject, key: KeysOf<number>, usual: Form): number {
  const value = kept[key];
  return typeof value === 'number' ? value : usual[key];
}

function flag(kept: JsonObject, key: KeysOf<boolean>, usual: Form): boolean {
  const value = kept[key];
  return typeof value === 'boolean' ? value : usual[key];
}

function list<Name extends string>(
  kept: JsonObject,
  key: keyof Form,
  names: readonly Name[],
): readonly Name[] | undefined {
  const value = kept[key];
  if (!isArray(value)) return undefined;
  const known = value.flatMap((item) => names.find((name) => name === item) ?? []);
  return known.length === value.length ? known : undefined;
}

function strings(kept: JsonObject, key: keyof Form): readonly string[] | undefined {
  const value = kept[key];
  return isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

function numbers(kept: JsonObject, key: keyof Form): readonly number[] | null {
  const value = kept[key];
  if (!isArray(value)) return null;
  const all = value.filter((item) => typeof item === 'number');
  return all.length === value.length ? all : null;
}
