import type { VNode } from 'preact';
import { ALIGNED_COLUMNS, type AlignedRow, alignedRows } from '../../../core/align/alignedRows';
import type { Alignment } from '../../../core/align/alignment';
import { keptSentences } from '../../../core/align/alignText';
import { count } from '../../ui/numberFormat';

/** More lines than these are told by their number alone. */
const MOST_SHOWN = 500;

/** Each layer and tensor before and after, with the null beside every number. */
export function AlignTable({ alignment }: { readonly alignment: Alignment }): VNode | null {
  const rows = alignedRows(alignment);
  if (rows.length === 0) return null;
  return (
    <div class="alignScroller" tabIndex={0} role="region" aria-label="Tensors before and after">
      <table class="alignTable">
        <thead>
          <tr>
            <th scope="col">Tensor</th>
            {ALIGNED_COLUMNS.map(({ title, tells }) => (
              <th key={title} scope="col" title={tells}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_SHOWN).map((row, i) => (
            <Line key={i} row={row} />
          ))}
        </tbody>
      </table>
      {rows.length > MOST_SHOWN && <p class="dim">and {count(rows.length - MOST_SHOWN)} more</p>}
    </div>
  );
}

function Line({ row }: { readonly row: AlignedRow }): VNode {
  const { isWhole, depth, name, nameInB, shape, identical, cells } = row;
  return (
    <tr class={isWhole ? 'alignWhole' : depth === 1 ? 'alignPart' : ''}>
      <th scope="row" title={name === nameInB ? name : `${name} in A, ${nameInB} in B`}>
        <bdi>{name}</bdi> <span class="dim">{shape}</span>{' '}
        {identical && <span class="identical">bit-identical</span>}
      </th>
      {ALIGNED_COLUMNS.map(({ title, isNull }, i) => (
        <td key={title} class={isNull ? 'dim' : ''}>
          {cells[i]}
        </td>
      ))}
    </tr>
  );
}

/** Which units keep their order, and why. */
export function Kept({ kept }: Pick<Alignment, 'kept'>): VNode | null {
  const sentences = keptSentences(kept);
  if (sentences.length === 0) return null;
  return (
    <section class="card">
      <h3>Units that keep their order</h3>
      <ul class="alignKept">
        {sentences.slice(0, MOST_SHOWN).map(({ layers, reason }) => (
          <li key={reason}>
            <b>
              <bdi>{layers.join(', ')}</bdi>
            </b>
            : <bdi>{reason}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
