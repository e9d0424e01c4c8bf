import { useSignalEffect } from '@preact/signals';
import type { VNode } from 'preact';
import { exactText, placeText } from '../tensor/cellText';
import type { Cell } from '../tensor/selection';
import type { Versions } from '../tensor/versions';
import { track } from '../ui/track';

/** A tensor without axes has this one cell. */
const ONLY: Cell = { row: 0, column: 0 };

/** The selected value in A and in B, every digit, and the difference. */
export function CellValues({ versions }: { readonly versions: Versions }): VNode {
  const { before: a, after: b, change } = versions;
  const isScalar = b.detail.shape.length === 0;
  useSignalEffect(() => {
    track(b.view);
    if (!isScalar) return;
    const only = { rows: { start: 0, end: 1 }, columns: { start: 0, end: 1 } };
    for (const state of [a, b, change]) state.cells.want('grid', only);
  });
  track(a.arrived, b.arrived, change.arrived);
  const cell = isScalar ? ONLY : (b.selection.value?.focus ?? null);
  if (cell === null) return <p class="versionText" />;
  return (
    <p class="versionText cellValues" aria-live="polite">
      {!isScalar && <span class="muted">{placeText(b, cell)}</span>}
      <span>
        <b>A</b> <span class="value">{exactText(a, cell, 'full') ?? '…'}</span>
      </span>
      <span>
        <b>B</b> <span class="value">{exactText(b, cell, 'full') ?? '…'}</span>
      </span>
      <span>
        <b>B − A</b> <span class="value">{exactText(change, cell, 'full') ?? '…'}</span>
      </span>
    </p>
  );
}
