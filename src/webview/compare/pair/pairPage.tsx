import type { VNode } from 'preact';
import type { PairLine } from '../../../core/compare/comparison';
import { host } from '../host';
import { CopyButtons } from './copyButtons';
import { PairByHand } from './pairByHand';
import { PairDetail } from './pairDetail';
import { results } from '../state';
import { ProblemText, useAnswer } from '../../ui/answer';

const MATCHED = {
  name: '',
  position: ', matched by its place in the model',
  hand: ', paired by hand',
} as const;

/** One tensor in A and in B. */
export function PairPage({ line }: { readonly line: PairLine }): VNode {
  const { answer: detail, problem } = useAnswer((signal) =>
    host.detail({ weight: line.a }, { signal }),
  );
  const { name, nameInB, layerName, role, shape, storage, by, doubt } = line;
  const found = results.value.get(line.pair);
  const unread = found !== undefined && 'problem' in found ? found.problem : problem;
  return (
    <article class="pairPage" aria-label={`Comparison of ${name}`}>
      <header>
        <h2 title={name}>
          <bdi>{layerName === '' ? name : `${layerName} › ${role}`}</bdi>
          <span class="dim"> {shape === '' ? 'scalar' : shape}</span>
        </h2>
        {(name !== nameInB || by === 'hand') && (
          <p class="muted">
            <bdi>{name}</bdi> in A, <bdi>{nameInB}</bdi> in B{MATCHED[by]}.
          </p>
        )}
        {doubt !== null && <p class="muted">{doubt}</p>}
        {storage !== null && <p class="muted">{storage}.</p>}
        <div class="pairActions">
          <CopyButtons line={line} />
          <PairByHand side="a" name={name} />
        </div>
      </header>
      {unread !== null && <ProblemText text={unread} />}
      {unread === null && detail !== null && (
        <PairDetail
          pair={line.pair}
          detail={detail}
          difference={found !== undefined && 'difference' in found ? found.difference : null}
        />
      )}
    </article>
  );
}
