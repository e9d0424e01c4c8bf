/** In the spelling of TensorFlow.js. */
export type LossName =
  | 'binaryCrossentropy'
  | 'categoricalCrossentropy'
  | 'sparseCategoricalCrossentropy'
  | 'meanSquaredError'
  | 'meanAbsoluteError'
  | 'meanAbsolutePercentageError'
  | 'meanSquaredLogarithmicError'
  | 'logcosh'
  | 'hinge'
  | 'squaredHinge'
  | 'categoricalHinge'
  | 'kullbackLeiblerDivergence'
  | 'poisson'
  | 'cosineProximity';

/** 'accuracy' is the share of rows whose class is named; from 0.5 where there is one output. */
export type MetricName = 'accuracy' | 'meanAbsoluteError' | 'meanSquaredError';

export type OptimizerSettings = {
  readonly learningRate: number;
} & (
  | { readonly name: 'sgd' | 'adagrad' | 'adadelta' | 'adam' | 'adamax' | 'rmsprop' }
  | { readonly name: 'momentum'; readonly momentum: number }
);
