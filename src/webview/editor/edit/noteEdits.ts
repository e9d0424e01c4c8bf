import { batch } from '@preact/signals';
import type { EditState } from '../../../protocol/edit';
import { editedWeights, revision } from '../state';

/** Takes over which weights are edited; whoever shows one whose values may be others now asks for them anew. */
export function noteEdits({ weights }: EditState): void {
  const before = editedWeights.peek();
  const now = new Set(weights);
  batch(() => {
    editedWeights.value = now;
    revision.value = {
      count: revision.peek().count + 1,
      // An edit, an undo and a save concern weights that were or are edited, and no others.
      weights: new Set([...before, ...now]),
    };
  });
}

/** Whether unsaved edits changed a weight. Whoever renders or computes by it is told of changes. */
export function isEdited(weight: number): boolean {
  return editedWeights.value.has(weight);
}
