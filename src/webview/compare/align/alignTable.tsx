import type { VNode } from 'preact';
import type { AlignedTensor, Alignment, KeptUnits, LikenessOf } from '../../../protocol/align';
import { count } from '../../ui/numberFormat';
import { changeText, keptSentences } from './alignText';

/** More lines than these are told by their number alone. */
const MOST_SHOWN = 500;

const RELATIVE =
  '‖A − B‖ / ‖A‖ where both values are finite, before → after units of B are reordered';
const COSINE = 'Cosine of A and B as vectors, before → after units of B are reordered';
const NULL =
  'The same for two nets of this shape that were just initialised: what reordering does by itself';

/** Each tensor before and after, with the null beside every number. */
export function AlignTable({ alignment }: { readonly alignment: Alignment }): VNode | null {
  const { tensors, whole } = alignment;
  if (tensors.length === 0) return null;
  return (
    <div class="alignScroller" tabIndex={0} role="region" aria-label="Tensors before and after">
      <table class="alignTable">
        <thead>
          <tr>
            <th scope="col">Tensor</th>
            <th scope="col" title={RELATIVE}>
              Relative
            </th>
            <th scope="col" title={`${RELATIVE}. ${NULL}`}>
              Relative, null
            </th>
            <th scope="col" title={COSINE}>
              Cosine
            </th>
            <th scope="col" title={`${COSINE}. ${NULL}`}>
              Cosine, null
            </th>
          </tr>
        </thead>
        <tbody>
          <tr class="alignWhole">
            <th scope="row">All of these</th>
            <Numbers of={whole} />
          </tr>
          {tensors.slice(0, MOST_SHOWN).map((tensor) => (
            <Line key={tensor.b} tensor={tensor} />
          ))}
        </tbody>
      </table>
      {tensors.length > MOST_SHOWN && (
        <p class="dim">and {count(tensors.length - MOST_SHOWN)} more</p>
      )}
    </div>
  );
}

function Line({ tensor }: { readonly tensor: AlignedTensor }): VNode {
  const { name, nameInB, shape, identical } = tensor;
  return (
    <tr>
      <th scope="row" title={name === nameInB ? name : `${name} in A, ${nameInB} in B`}>
        <bdi>{name}</bdi> <span class="dim">{shape}</span>{' '}
        {identical && <span class="identical">bit-identical</span>}
      </th>
      <Numbers of={tensor} />
    </tr>
  );
}

function Numbers({ of }: { readonly of: LikenessOf }): VNode {
  const { before, after, nullBefore, nullAfter } = of;
  return (
    <>
      <td>{changeText(before, after, 'relative')}</td>
      <td class="dim">{changeText(nullBefore, nullAfter, 'relative')}</td>
      <td>{changeText(before, after, 'cosine')}</td>
      <td class="dim">{changeText(nullBefore, nullAfter, 'cosine')}</td>
    </>
  );
}

/** Which units keep their order, and why. */
export function Kept({ kept }: { readonly kept: readonly KeptUnits[] }): VNode | null {
  const sentences = keptSentences(kept.filter(({ kind }) => kind === 'refused'));
  const outputs = kept.filter(({ kind }) => kind === 'output').flatMap(({ layers }) => layers);
  if (sentences.length === 0 && outputs.length === 0) return null;
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
        {outputs.length > 0 && (
          <li>
            <b>
              <bdi>{outputs.join(', ')}</bdi>
            </b>
            : they are the outputs of the model.
          </li>
        )}
      </ul>
    </section>
  );
}
