import type { VNode } from 'preact';
import { shortNumber } from '../../ui/numberFormat';
import { exactText, placeText } from '../../tensor/cellText';
import type { Cell } from '../../tensor/selection';
import type { TensorState } from '../../tensor/tensorState';
import { useVersionCell } from '../../tensor/versionCell';
import type { Versions } from '../../tensor/versions';

/** The selected value before and after, every digit, and the change. */
export function VersionText({ versions }: { readonly versions: Versions }): VNode {
  const { before, after, change } = versions;
  const { cell, isScalar } = useVersionCell(versions);
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
