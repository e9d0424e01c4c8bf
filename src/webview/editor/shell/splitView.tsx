import type { ComponentChildren, VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { Codicon } from '../../ui/codicon';
import { useElementSize } from '../../ui/elementSize';
import { persisted } from '../../ui/persisted';
import { DEFAULT_WIDTH, Sash } from './sash';

/** Below this width in pixels the tree lies above the page and can be folded away. */
const STACK_BELOW = 600;
const LEAST_SIDE = 160;
const LEAST_PAGE = 280;

const sideWidth = persisted('sideWidth', DEFAULT_WIDTH, (value): value is number =>
  Number.isFinite(value),
);
const folded = persisted(
  'treeFolded',
  false,
  (value): value is boolean => value === true || value === false,
);

interface Props {
  readonly side: ComponentChildren;
  readonly page: ComponentChildren;
}

/** The layer tree beside the page, or above it where there is little room. */
export function SplitView({ side, page }: Props): VNode {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  const stacked = width > 0 && width < STACK_BELOW;
  const most = Math.max(LEAST_SIDE, width - LEAST_PAGE);
  const shown = Math.max(LEAST_SIDE, Math.min(most, sideWidth.value));
  return (
    <div ref={frame} class={`split${stacked ? ' stacked' : ''}`}>
      {stacked && <FoldButton />}
      <nav
        id="side"
        class="side"
        aria-label="Layers and weights"
        hidden={stacked && folded.value}
        style={{ width: stacked ? '' : `${shown}px` }}
      >
        {side}
        {!stacked && <Sash width={sideWidth} least={LEAST_SIDE} most={most} controls="side" />}
      </nav>
      <main class="page">{page}</main>
    </div>
  );
}

function FoldButton(): VNode {
  return (
    <button
      type="button"
      class="fold"
      aria-expanded={!folded.value}
      aria-controls="side"
      onClick={() => (folded.value = !folded.value)}
    >
      <Codicon glyph={folded.value ? 'chevron-right' : 'chevron-down'} />
      Layers and weights
    </button>
  );
}
