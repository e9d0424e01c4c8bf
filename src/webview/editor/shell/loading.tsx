import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A wait shorter than this (ms) is over before a person could read that there is one. */
const PATIENCE = 150;

/** Says that something is on its way, once that takes long enough to be noticed. */
export function Loading({ what }: { readonly what: string }): VNode | null {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div class="loading">
      <vscode-progress-bar indeterminate ariaLabel={`Reading ${what}`} />
      <p role="status">Reading {what} …</p>
    </div>
  );
}
