import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useDismiss } from '../../ui/dismiss';
import { host, report } from '../host';

/** Saves everything, or drops it after asking. */
export function FileButtons(): VNode {
  const asking = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (byKey: boolean): void => {
    asking.value = false;
    if (byKey) button.current?.focus();
  };
  useDismiss(box, asking.value, close);
  return (
    <div class="changesButtons">
      <button type="button" class="button" onClick={() => void host.save(null).catch(report)}>
        Save
      </button>
      <div class="dropdown" ref={box}>
        <button
          ref={button}
          type="button"
          class="button secondary"
          aria-haspopup="dialog"
          aria-expanded={asking.value}
          onClick={() => (asking.value = !asking.value)}
        >
          Revert…
        </button>
        {asking.value && <Question onCancel={() => close(true)} />}
      </div>
    </div>
  );
}

function Question({ onCancel }: { readonly onCancel: () => void }): VNode {
  const safe = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => safe.current?.focus(), []);
  return (
    <div class="popover" role="alertdialog" aria-label="Revert" aria-describedby="revert-question">
      <p id="revert-question">Drop all changes and show the model as its files are?</p>
      <div class="popover-buttons">
        <button ref={safe} type="button" class="button secondary" onClick={onCancel}>
          Cancel
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            onCancel();
            void host.revert(null).catch(report);
          }}
        >
          Revert
        </button>
      </div>
    </div>
  );
}
