import { useSignalEffect } from '@preact/signals';
import type { VNode } from 'preact';
import { shortNumber } from '../../ui/numberFormat';
import { track } from '../../ui/track';
import { exactText, placeText } from '../../tensor/cellText';
import type { Cell } from '../../tensor/selection';
import type { TensorState } from '../../tensor/tensorState';
import type { Versions } from '../../tensor/versions';

/** A tensor without axes has this one cell. */
const ONLY: Cell = { row: 0, column: 0 };

/** The selected value before and after, every digit, and the change. */
export function VersionText({ versions }: { readonly versions: Versions }): VNode {
  const { before, after, change } = versions;
  const isScalar = after.detail.shape.length === 0;
  useSignalEffect(() => {
    track(after.view);
    if (!isScalar) return;
    const only = { rows: { start: 0, end: 1 }, columns: { start: 0, end: 1 } };
    for (const state of [before, after, change]) state.cells.want('grid', only);
  });
  track(before.arrived, after.arrived, change.arrived);
  const cell = isScalar ? ONLY : (after.selection.value?.focus ?? null);
  if (cell === null) return <p class="versionText" />;
  return (
    <p class="versionText" aria-live="polite">
      {!isScalar && <span class="muted">{placeText(after, cell)}: </span>}
      <span class="value">{textOf(before, cell)}</span>
      <span aria-hidden="true"> → </span>
      <span class="unseen">becomes</span>
      <span class="value">{textOf(after, cell)}</span>
      <span class="muted">
        {' '}
        (change <span class="value">{changeText(change, cell)}</span>)
      </span>
    </p>
  );
}

function textOf(state: TensorState, cell: Cell): string {
  return exactText(state, cell, 'full') ?? '…';
}

function changeText({ cells }: TensorState, { row, column }: Cell): string {
  const found = cells.get(row, column);
  const value = Number(found?.values[found.index] ?? NaN);
  if (found === undefined) return '…';
  return value > 0 ? `+${shortNumber(value)}` : shortNumber(value);
}
