import type { TrainRequest, TrainSettings } from '../../src/protocol/training';

/** Settings with which nothing special happens. */
export const SETTINGS: TrainSettings = {
  losses: ['meanSquaredError'],
  metrics: [],
  optimizer: { name: 'sgd', learningRate: 0.1 },
  batchSize: 32,
  epochs: 1,
  seed: 1,
  earlyStopping: null,
  restoreBest: false,
  classWeights: null,
  frozen: [],
  measuredRows: 0,
  resume: false,
};

export function request(
  data: TrainRequest['data'],
  settings: Partial<TrainSettings> = {},
  validation: TrainRequest['validation'] = null,
): TrainRequest {
  return { data, validation, settings: { ...SETTINGS, ...settings }, memoryLimit: 2e9 };
}
