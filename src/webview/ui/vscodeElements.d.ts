import type { ComponentChildren } from 'preact';

interface ElementProps {
  readonly class?: string;
  readonly id?: string;
  readonly title?: string;
  readonly children?: ComponentChildren;
  readonly ref?: unknown;
  readonly slot?: string;
  readonly onClick?: () => void;
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'vscode-button': ElementProps & {
        readonly secondary?: boolean;
        readonly disabled?: boolean;
      };
      'vscode-textfield': ElementProps & {
        readonly label?: string;
        readonly placeholder?: string;
        readonly value?: string;
        readonly onInput?: (event: Event) => void;
        readonly onKeyDown?: (event: KeyboardEvent) => void;
      };
      'vscode-progress-bar': ElementProps & {
        readonly ariaLabel?: string;
        readonly value?: number;
        readonly max?: number;
        readonly indeterminate?: boolean;
      };
    }
  }
}
