import { signal } from '@preact/signals';
import type { LossName } from '../../../core/dataset/lossNames';
import type { Behaviour, BehaviourProgress, BehaviourStart } from '../../../protocol/behaviour';
import type { PathPoint } from '../../../protocol/path';
import type { MetricName } from '../../../protocol/training';
import { DataState } from '../../data/dataState';
import { host } from '../host';

/** Null until A runs. */
export const begin = signal<BehaviourStart | null>(null);

/** One for each output: they say what the targets are. */
export const losses = signal<readonly LossName[]>([]);

export const data = new DataState(host, 'evaluation', losses);

/** While both models run, else null. */
export const progress = signal<BehaviourProgress | null>(null);

/** Null before the first, and after a model became another. */
export const found = signal<Behaviour | null>(null);

/** The way from A to B, as far as it was walked. */
export interface Walk {
  readonly points: readonly PathPoint[];
  readonly of: number;
  readonly losses: readonly LossName[];
  readonly metric: MetricName;
  readonly isRunning: boolean;
}

export const walk = signal<Walk | null>(null);

/** Why the last thing asked for was not done. */
export const error = signal<string | null>(null);
