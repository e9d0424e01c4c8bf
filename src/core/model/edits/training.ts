import type { Edit, TrainingChange } from './edit';

/** What edits leave of what a later training goes on from; undefined where none of them touches it. */
export function trainingChange(
  edits: readonly Pick<Edit, 'training'>[],
): TrainingChange | undefined {
  return edits
    .flatMap(({ training }) => (training === undefined ? [] : [training]))
    .reduce<TrainingChange | undefined>(
      (before, { config, slots }) => ({ config, slots: slots ?? before?.slots ?? null }),
      undefined,
    );
}
