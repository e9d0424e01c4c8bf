import type { ComponentChildren, VNode } from 'preact';
import { Codicon } from './codicon';

/** A sentence over the page about what went wrong, and a button that deals with it. */
export function Banner(props: {
  readonly children: ComponentChildren;
  readonly action: string;
  readonly onAction: () => void;
}): VNode {
  return (
    <div class="banner" role="alert">
      <Codicon glyph="warning" />
      <span>{props.children}</span>
      <button type="button" class="action" onClick={props.onAction}>
        {props.action}
      </button>
    </div>
  );
}
