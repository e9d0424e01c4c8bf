import { asNumber, asString, isArray, isObject, property, type Json } from '../json';
import type { LossName, MetricName, OptimizerSettings } from './lossNames';

/** What a model file says of how it was trained; null where it says nothing that can be used. */
export interface StoredTraining {
  /** One for each output. */
  readonly losses: readonly (LossName | null)[] | null;
  readonly metrics: readonly MetricName[] | null;
  readonly optimizer: OptimizerSettings | null;
}

/** Names without case and underscores: files spell "mean_squared_error", "meanSquaredError", "MSE". */
const LOSSES: ReadonlyMap<string, LossName> = new Map<string, LossName>([
  ['binarycrossentropy', 'binaryCrossentropy'],
  ['categoricalcrossentropy', 'categoricalCrossentropy'],
  ['sparsecategoricalcrossentropy', 'sparseCategoricalCrossentropy'],
  ['meansquarederror', 'meanSquaredError'],
  ['mse', 'meanSquaredError'],
  ['meanabsoluteerror', 'meanAbsoluteError'],
  ['mae', 'meanAbsoluteError'],
  ['meanabsolutepercentageerror', 'meanAbsolutePercentageError'],
  ['mape', 'meanAbsolutePercentageError'],
  ['meansquaredlogarithmicerror', 'meanSquaredLogarithmicError'],
  ['msle', 'meanSquaredLogarithmicError'],
  ['logcosh', 'logcosh'],
  ['hinge', 'hinge'],
  ['squaredhinge', 'squaredHinge'],
  ['categoricalhinge', 'categoricalHinge'],
  ['kullbackleiblerdivergence', 'kullbackLeiblerDivergence'],
  ['kldivergence', 'kullbackLeiblerDivergence'],
  ['kld', 'kullbackLeiblerDivergence'],
  ['poisson', 'poisson'],
  ['cosineproximity', 'cosineProximity'],
  ['cosinesimilarity', 'cosineProximity'],
]);

const METRICS: ReadonlyMap<string, MetricName> = new Map<string, MetricName>([
  ['accuracy', 'accuracy'],
  ['acc', 'accuracy'],
  ['binaryaccuracy', 'accuracy'],
  ['categoricalaccuracy', 'accuracy'],
  ['sparsecategoricalaccuracy', 'accuracy'],
  ['meanabsoluteerror', 'meanAbsoluteError'],
  ['mae', 'meanAbsoluteError'],
  ['meansquarederror', 'meanSquaredError'],
  ['mse', 'meanSquaredError'],
]);

/**
 * Reads `trainingConfig`, as TensorFlow.js writes it, or `modelTopology.training_config`, as the
 * converter of Keras does.
 * @param json the whole model.json.
 * @param outputs their names, as losses may be given by name.
 */
export function storedTraining(
  json: Json | undefined,
  outputs: readonly string[],
): StoredTraining | null {
  const config =
    property(json, 'trainingConfig') ??
    property(property(json, 'modelTopology'), 'training_config');
  if (!isObject(config)) return null;
  // Keras 3 keeps what `compile` was given one level deeper in some versions.
  const compiled = property(config, 'compile_config') ?? config;
  const optimizer = property(config, 'optimizer_config') ?? property(compiled, 'optimizer');
  return {
    losses: lossesOf(property(compiled, 'loss'), outputs),
    metrics: metricsOf(property(compiled, 'metrics')),
    optimizer: optimizerOf(optimizer),
  };
}

function lossesOf(
  loss: Json | undefined,
  outputs: readonly string[],
): readonly (LossName | null)[] | null {
  if (loss === undefined || loss === null) return null;
  if (isArray(loss)) return outputs.map((_, i) => lossOf(loss[i]));
  const byName = isObject(loss) && property(loss, 'class_name') === undefined;
  return outputs.map((name) => lossOf(byName ? property(loss, name) : loss));
}

/** Null for a loss from logits too: TensorFlow.js has none, and another loss would train another model. */
function lossOf(loss: Json | undefined): LossName | null {
  if (property(property(loss, 'config'), 'from_logits') === true) return null;
  return LOSSES.get(plain(nameOf(loss))) ?? null;
}

function metricsOf(metrics: Json | undefined): readonly MetricName[] | null {
  if (!isArray(metrics) && !isObject(metrics)) return null;
  const found = new Set<MetricName>();
  const collect = (item: Json | undefined, depth: number): void => {
    const name = METRICS.get(plain(nameOf(item)));
    if (name !== undefined) found.add(name);
    else if (depth > 0 && isArray(item)) for (const inner of item) collect(inner, depth - 1);
    else if (depth > 0 && isObject(item))
      for (const inner of Object.values(item)) collect(inner, depth - 1);
  };
  collect(metrics, 3);
  return found.size === 0 ? null : [...found];
}

/** A name, or the `class_name` of a serialized object; `config.name` where that is a function's. */
function nameOf(item: Json | undefined): string {
  if (typeof item === 'string') return item;
  const className = asString(property(item, 'class_name')) ?? '';
  const name = asString(property(property(item, 'config'), 'name')) ?? '';
  return className === 'MeanMetricWrapper' || className === 'function' ? name : className;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/_/g, '');
}

/** Learning rates may be schedules, which are objects; then there is nothing to go by. */
function optimizerOf(config: Json | undefined): OptimizerSettings | null {
  const name = plain(nameOf(config));
  const own = property(config, 'config');
  const rate =
    asNumber(property(own, 'learning_rate')) ??
    asNumber(property(own, 'learningRate')) ??
    asNumber(property(own, 'lr'));
  if (rate === undefined || !(rate > 0 && Number.isFinite(rate))) return null;
  const momentum = asNumber(property(own, 'momentum')) ?? 0;
  switch (name) {
    case 'sgd':
    case 'momentum':
      return momentum > 0 && momentum < 1
        ? { name: 'momentum', learningRate: rate, momentum }
        : { name: 'sgd', learningRate: rate };
    case 'adam':
    case 'adamax':
    case 'rmsprop':
    case 'adagrad':
    case 'adadelta':
      return { name, learningRate: rate };
    default:
      return null;
  }
}
