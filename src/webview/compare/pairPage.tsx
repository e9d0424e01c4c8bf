import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { PairDifference, PairLine } from '../../core/compare/comparison';
import type { WeightDetail } from '../../protocol/model';
import { host, isCancelled, sentence } from './host';
import { Codicon } from '../ui/codicon';
import { PairByHand } from './pairByHand';
import { PairDetail } from './pairDetail';
import { copyToA } from './session';
import { copying, opened, results } from './state';

const MATCHED = {
  name: '',
  position: ', matched by its place in the model',
  hand: ', paired by hand',
} as const;

/** One tensor in A and in B. */
export function PairPage({ line }: { readonly line: PairLine }): VNode {
  const detail = useSignal<WeightDetail | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    host.detail({ weight: line.a }, { signal: controller.signal }).then(
      (found) => (detail.value = found),
      (error: unknown) => {
        if (!isCancelled(error)) problem.value = sentence(error);
      },
    );
    return () => controller.abort();
  }, []);
  const { name, nameInB, layerName, role, shape, storage, by, doubt } = line;
  const found = results.value.get(line.pair);
  const unread = found !== undefined && 'problem' in found ? found.problem : problem.value;
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
        <PairActions line={line} isSame={isSame(found)} />
      </header>
      {unread !== null && (
        <p class="tensor-problem" role="alert">
          <bdi>{unread}</bdi>
        </p>
      )}
      {unread === null && detail.value !== null && (
        <PairDetail
          pair={line.pair}
          detail={detail.value}
          difference={found !== undefined && 'difference' in found ? found.difference : null}
        />
      )}
    </article>
  );
}

/** The tensor, or all matched ones of its layer, as an edit of A; another partner for it. */
function PairActions(props: { readonly line: PairLine; readonly isSame: boolean }): VNode {
  const { line, isSame } = props;
  const ofLayer =
    line.layer < 0 ? [] : (opened.value?.lines.filter(({ layer }) => layer === line.layer) ?? []);
  const title = (what: string): string =>
    `Give A ${what} as B has it: an edit of A, which undo takes back`;
  return (
    <div class="pairActions">
      <button
        type="button"
        class="action"
        title={title('this tensor')}
        disabled={copying.value || isSame}
        onClick={() => copyToA([line])}
      >
        <Codicon glyph="arrow-left" /> Copy to A
      </button>
      {ofLayer.length > 1 && (
        <button
          type="button"
          class="action"
          title={title(`all ${ofLayer.length} tensors of ${line.layerName}`)}
          disabled={copying.value}
          onClick={() => copyToA(ofLayer)}
        >
          <Codicon glyph="layers" /> Copy Layer to A
        </button>
      )}
      <PairByHand side="a" name={line.name} />
    </div>
  );
}

function isSame(found: PairDifference | undefined): boolean {
  return found !== undefined && 'difference' in found && found.difference.changed === 0;
}
