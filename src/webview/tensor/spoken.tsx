import type { VNode } from 'preact';
import { exactText, placeText } from './cellText';
import { block } from './selection';
import { numberFormat } from './settings';
import { storedText } from './storedText';
import type { TensorState } from './tensorState';
import { length } from './viewport';
import { track } from '../ui/track';

/** The selected cell for screen readers. */
export function NumberText({ state }: { state: TensorState }): VNode {
  return (
    <div class="unseen" aria-live="polite">
      {selectedText(state)}
    </div>
  );
}

/** "input 0, unit 3: 0.25, was 0.5", or the size of a larger selection. */
export function selectedText(state: TensorState): string {
  const selection = state.selection.value;
  track(state.arrived);
  track(state.view);
  if (selection === null) return '';
  const { rows, columns } = block(selection);
  if (length(rows) * length(columns) > 1) {
    return `${length(rows)} × ${length(columns)} cells selected, from ${placeText(state, {
      row: rows.start,
      column: columns.start,
    })} to ${placeText(state, { row: rows.end - 1, column: columns.end - 1 })}`;
  }
  const value = exactText(state, selection.focus, numberFormat.value) ?? 'reading';
  const before = storedText(state, selection.focus, numberFormat.value);
  const was = before === undefined ? '' : `, was ${before}`;
  return `${placeText(state, selection.focus)}: ${value}${was}`;
}
