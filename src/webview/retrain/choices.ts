import type { MetricName } from '../../core/dataset/lossNames';
import type { OptimizerName } from './form';

const METRIC_LABELS: Readonly<Record<MetricName, string>> = {
  accuracy: 'Accuracy',
  meanAbsoluteError: 'Mean absolute error',
  meanSquaredError: 'Mean squared error',
};

interface OptimizerFacts {
  readonly label: string;
  /** A learning rate to begin with. */
  readonly rate: number;
}

const OPTIMIZER_FACTS: Readonly<Record<OptimizerName, OptimizerFacts>> = {
  adam: { label: 'Adam', rate: 0.001 },
  sgd: { label: 'SGD', rate: 0.01 },
  momentum: { label: 'SGD with momentum', rate: 0.01 },
  rmsprop: { label: 'RMSProp', rate: 0.001 },
  adagrad: { label: 'Adagrad', rate: 0.01 },
  adadelta: { label: 'Adadelta', rate: 1 },
  adamax: { label: 'Adamax', rate: 0.002 },
};

export const METRICS = Object.keys(METRIC_LABELS) as readonly MetricName[];
export const OPTIMIZERS = Object.keys(OPTIMIZER_FACTS) as readonly OptimizerName[];

export const metricLabel = (name: string): string =>
  METRICS.includes(name as MetricName) ? METRIC_LABELS[name as MetricName] : name;
export const optimizerLabel = (name: OptimizerName): string => OPTIMIZER_FACTS[name].label;
export const usualRate = (name: OptimizerName): number => OPTIMIZER_FACTS[name].rate;
