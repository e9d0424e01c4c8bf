import { computed } from '@preact/signals';
import { editedWeights } from '../state';
import { type EditMark, EDITED, markRows, WITHIN } from './markRows';
import { shape } from './treeState';

const marks = computed(() => {
  const edited = editedWeights.value;
  return shape.value === null || edited.size === 0 ? null : markRows(shape.value, edited);
});

/** The mark of a row; the model's own row, which lies above all, has number -1. */
export function markOf(row: number): EditMark | undefined {
  if (marks.value === null) return undefined;
  if (row < 0) return 'within';
  const mark = marks.value[row];
  return mark === EDITED ? 'edited' : mark === WITHIN ? 'within' : undefined;
}
