import type { OptimizerName } from './form';

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

export const OPTIMIZERS = Object.keys(OPTIMIZER_FACTS) as readonly OptimizerName[];

export const optimizerLabel = (name: OptimizerName): string => OPTIMIZER_FACTS[name].label;
export const usualRate = (name: OptimizerName): number => OPTIMIZER_FACTS[name].rate;
