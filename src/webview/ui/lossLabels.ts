import type { LossName, MetricName } from '../../core/dataset/lossNames';

/** What people call the losses, the usual ones first. */
const LOSS_LABELS: Readonly<Record<LossName, string>> = {
  binaryCrossentropy: 'Binary cross-entropy',
  categoricalCrossentropy: 'Categorical cross-entropy',
  sparseCategoricalCrossentropy: 'Sparse categorical cross-entropy',
  meanSquaredError: 'Mean squared error',
  meanAbsoluteError: 'Mean absolute error',
  meanAbsolutePercentageError: 'Mean absolute percentage error',
  meanSquaredLogarithmicError: 'Mean squared logarithmic error',
  logcosh: 'Log-cosh',
  hinge: 'Hinge',
  squaredHinge: 'Squared hinge',
  categoricalHinge: 'Categorical hinge',
  kullbackLeiblerDivergence: 'Kullback-Leibler divergence',
  poisson: 'Poisson',
  cosineProximity: 'Cosine proximity',
};

export const LOSSES = Object.keys(LOSS_LABELS) as readonly LossName[];

export function lossLabel(name: LossName): string {
  return LOSS_LABELS[name];
}

const METRIC_LABELS: Readonly<Record<MetricName, string>> = {
  accuracy: 'Accuracy',
  meanAbsoluteError: 'Mean absolute error',
  meanSquaredError: 'Mean squared error',
};

export const METRICS = Object.keys(METRIC_LABELS) as readonly MetricName[];

export const metricLabel = (name: string): string =>
  METRICS.includes(name as MetricName) ? METRIC_LABELS[name as MetricName] : name;
