import type { Json } from '../json';
import { snakeCase } from '../model/match/autoName';
import type { LossName, MetricName, OptimizerSettings } from './lossNames';

/** What of a run's settings is kept in a model. */
export interface CompileSettings {
  /** One for each output. */
  readonly losses: readonly LossName[];
  readonly metrics: readonly MetricName[];
  readonly optimizer: OptimizerSettings;
}

/**
 * The `trainingConfig` of model.json that `LayersModel.save` of TensorFlow.js 4.22 writes with
 * `includeOptimizer`, with which its `loadLayersModel` compiles the model again.
 */
export function keptConfigOf({ losses, metrics, optimizer }: CompileSettings): Json {
  const names = losses.map(snakeCase);
  return {
    optimizer_config: optimizerConfigOf(optimizer),
    loss: names.length === 1 ? (names[0] ?? null) : names,
    metrics: metrics.map((name) => (name === 'accuracy' ? 'acc' : snakeCase(name))),
  };
}

/** Each with all that its `fromConfig` reads: what is missing there becomes NaN. */
function optimizerConfigOf(optimizer: OptimizerSettings): Json {
  const { name, learningRate: learning_rate } = optimizer;
  const of = (class_name: string, config: Readonly<Record<string, Json>> = {}): Json => ({
    class_name,
    config: { learning_rate, ...config },
  });
  switch (name) {
    case 'sgd':
      return of('SGD');
    case 'momentum':
      return of('Momentum', { momentum: optimizer.momentum, use_nesterov: false });
    case 'adam':
      return of('Adam', { beta1: 0.9, beta2: 0.999, epsilon: EPSILON });
    case 'adamax':
      return of('Adamax', { beta1: 0.9, beta2: 0.999, epsilon: EPSILON, decay: 0 });
    case 'rmsprop':
      return of('RMSProp', { decay: 0.9, momentum: 0, epsilon: EPSILON, centered: false });
    case 'adagrad':
      return of('Adagrad', { initial_accumulator_value: 0.1 });
    case 'adadelta':
      return of('Adadelta', { rho: 0.95, epsilon: EPSILON });
  }
}

/** Of backends with float32. */
const EPSILON = 1e-7;
