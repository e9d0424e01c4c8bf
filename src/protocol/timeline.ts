import type { Method } from './channel';
import type { WorkerModel } from './compute';

/** What a worker is started with that follows a model through its checkpoints, the oldest first. */
export interface WorkerTimeline {
  readonly timeline: { readonly steps: readonly WorkerModel[] };
}

/** Files of the steps that only the host reaches. */
export interface StepFilesApi {
  size: Method<{ readonly step: number; readonly path: string }, number>;
  read: Method<
    {
      readonly step: number;
      readonly path: string;
      readonly offset: number;
      readonly length: number;
    },
    Uint8Array
  >;
}

/** A tensor that every compared step has, as the first one calls it. */
export interface TimelineTensor {
  readonly name: string;
  /** '' for one in no layer. */
  readonly layerName: string;
}

/** From an earlier step, over the places where both values are finite. */
export interface Distance {
  /** ||A - B||, A being the earlier step. */
  readonly distance: number;
  /** ||A||. */
  readonly norm: number;
}

export interface ComparedStep {
  readonly step: number;
  /** The step before it that could be compared; null for the first, which is the reference. */
  readonly before: number | null;
  /** One for each tensor, from the first step that could be compared. */
  readonly first: readonly Distance[];
  /** The same from the step before. */
  readonly previous: readonly Distance[];
}

/** A step that is broken, or has other tensors than the first, says so and stops none of the others. */
export type StepResult = ComparedStep | { readonly step: number; readonly problem: string };

export interface TimelineProgress {
  /** With the first step that can be read. */
  readonly tensors?: readonly TimelineTensor[];
  readonly results: readonly StepResult[];
  /** 0 to 1, by steps. */
  readonly fraction: number;
}

export interface TimelineApi {
  /** Compares all steps anew, one after the other. Memory does not depend on their number or size. */
  run: Method<null, null, TimelineProgress>;
}
