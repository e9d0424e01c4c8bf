import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { VNode } from 'preact';
import { Banner } from '../../ui/banner';
import { Codicon } from '../../ui/codicon';
import { host, report } from '../host';
import { openModel } from '../session';

/** The model cannot be shown at all: why, and what can be done. */
export function ErrorPage({ message }: { readonly message: string }): VNode {
  return (
    <main class="errorPage">
      <div role="alert">
        <Codicon glyph="error" />
        <h1>This model cannot be shown</h1>
        <p>
          <bdi>{message}</bdi>
        </p>
      </div>
      <div class="buttons">
        <vscode-button onClick={() => void host.openAsText(null).catch(report)}>
          Open as Text
        </vscode-button>
        <vscode-button secondary onClick={() => void openModel()}>
          Try Again
        </vscode-button>
      </div>
    </main>
  );
}

/** The model on screen could not be read again: it stays, and this says that it is the old one. */
export function StaleBanner({ message }: { readonly message: string }): VNode {
  return (
    <Banner action="Try Again" onAction={() => void openModel()}>
      <bdi>{message}</bdi> What is shown here was read before.
    </Banner>
  );
}
