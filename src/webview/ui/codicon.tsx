import type { VNode } from 'preact';

/** Glyphs of VS Code's icon font that the styles define (media/codicons.css). */
export type Glyph =
  | 'add'
  | 'arrow-both'
  | 'arrow-left'
  | 'arrow-swap'
  | 'check'
  | 'chevron-down'
  | 'chevron-left'
  | 'chevron-right'
  | 'close'
  | 'collapse-all'
  | 'compare-changes'
  | 'debug-stop'
  | 'diff-modified'
  | 'edit'
  | 'error'
  | 'expand-all'
  | 'export'
  | 'file-code'
  | 'folder'
  | 'git-merge'
  | 'graph'
  | 'layers'
  | 'link'
  | 'move'
  | 'package'
  | 'play'
  | 'references'
  | 'screen-full'
  | 'search'
  | 'symbol-array'
  | 'symbol-method'
  | 'table'
  | 'triangle-down'
  | 'triangle-up'
  | 'warning'
  | 'zoom-in'
  | 'zoom-out';

/** A picture beside a text that says the same; screen readers pass over it. */
export function Codicon({
  glyph,
  class: extra = '',
}: {
  readonly glyph: Glyph;
  readonly class?: string;
}): VNode {
  return <span class={`codicon codicon-${glyph} ${extra}`} aria-hidden="true" />;
}
