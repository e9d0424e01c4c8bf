import type { VNode } from 'preact';
import type { SourceInfo } from '../../protocol/inject';
import { counted } from '../ui/amounts';
import { Codicon } from '../ui/codicon';
import { addSource, chooseBase, removeSource } from './actions';
import { base, ruleForAll, rows, sources } from './state';

/** Which files weights come from, in the order in which they are asked. */
export function Sources(): VNode {
  const needsBase =
    ruleForAll.value.kind === 'difference' ||
    rows.value.some(({ rule }) => rule.kind === 'difference');
  return (
    <div class="injectSources">
      <ul aria-label="Sources">
        {sources.value.map((source, i) => (
          <li key={source.id}>
            <Source source={source} number={sources.value.length > 1 ? i + 1 : null} />
            <button
              type="button"
              class="iconButton"
              title="Remove this source"
              aria-label={`Remove ${source.label}`}
              onClick={() => void removeSource(source.id)}
            >
              <Codicon glyph="close" />
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="action"
        title="Of several sources, the first that has a fitting weight gives it"
        onClick={() => void addSource()}
      >
        <Codicon glyph="add" />
        Add Source…
      </button>
      {needsBase && (
        <button
          type="button"
          class="action"
          title="The model from which the sources were trained on"
          onClick={() => void chooseBase()}
        >
          <Codicon glyph="references" />
          {base.value === null ? 'Choose Base Model…' : `Base: ${base.value.label}`}
        </button>
      )}
    </div>
  );
}

function Source({
  source: { label, weights, problems },
  number,
}: {
  readonly source: SourceInfo;
  readonly number: number | null;
}): VNode {
  return (
    <span class="injectSource" title={problems.slice(0, 8).join('\n') || label}>
      {number !== null && <span class="injectDim">{number}</span>}
      <bdi>{label}</bdi>
      <span class="injectDim">{counted(weights, 'tensor')}</span>
      {problems.length > 0 && (
        <span class="injectWarning">
          <Codicon glyph="warning" />
          {counted(problems.length, 'problem')}
        </span>
      )}
    </span>
  );
}
