import type { VNode } from 'preact';
import { exactText, placeText } from '../../tensor/cellText';
import { useVersionCell } from '../../tensor/versionCell';
import type { Versions } from '../../tensor/versions';

/** The selected value in A and in B, every digit, and the difference. */
export function CellValues({ versions }: { readonly versions: Versions }): VNode {
  const { before: a, after: b, change } = versions;
  const { cell, isScalar } = useVersionCell(versions);
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
