import type { Signal } from '@preact/signals';
import type { VNode } from 'preact';
import { Codicon } from '../../ui/codicon';

/** Why what the person asked for was not done, until they ask for something else or take it away. */
export function Notice({ message }: { readonly message: Signal<string | null> }): VNode {
  return (
    <div role="alert" class="notice-place">
      {message.value !== null && (
        <p class="tensor-problem notice">
          <span>{message.value}</span>
          <button
            type="button"
            class="iconButton"
            aria-label="Dismiss"
            title="Dismiss"
            onClick={() => (message.value = null)}
          >
            <Codicon glyph="close" />
          </button>
        </p>
      )}
    </div>
  );
}
