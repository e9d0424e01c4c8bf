import { ModelMismatchError } from '../../errors';
import type { TrainingChange } from '../../model/edits/edit';
import { shownName } from '../sentence';
import type { Manifest } from '../weightEntry';

/** What saving does to `trainingConfig` and the variables of optimizers. */
export interface TrainingPlan {
  readonly config: TrainingChange['config'];
  /** Groups that go, the last of the manifest. */
  readonly removed: ReadonlySet<number>;
  /** Become a group of their own at the end; null where those that are there stay. */
  readonly slots: TrainingChange['slots'];
}

/**
 * Variables of optimizers come and go as groups of their own at the end of the manifest: so no other
 * weight changes its place, and TensorFlow.js reads them, as it reads all groups as one.
 * @throws ModelMismatchError where those that are there share files with other weights
 */
export function planTraining(
  { groups, entries }: Manifest,
  { config, slots }: TrainingChange,
): TrainingPlan {
  if (slots === null) return { config, removed: new Set(), slots };
  const removed = new Set<number>();
  for (let group = groups.length - 1; group >= 0; group--) {
    const weights = groups[group]?.entries.map((index) => entries[index]) ?? [];
    if (weights.length === 0 || weights.some((weight) => weight?.variableGroup !== 'optimizer'))
      break;
    removed.add(group);
  }
  const stuck = entries.find(
    ({ variableGroup, group }) => variableGroup === 'optimizer' && !removed.has(group),
  );
  if (stuck !== undefined)
    throw new ModelMismatchError(
      `The file holds the state of another optimizer (${shownName(stuck.name)}) between its other weights, where it cannot be replaced.`,
    );
  return { config, removed, slots };
}
