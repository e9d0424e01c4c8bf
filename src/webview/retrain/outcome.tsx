import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { RunOutcome } from '../../protocol/retrainRun';
import { Codicon } from '../ui/codicon';
import { ask, settle, showModel } from './actions';
import { start } from './state';

/** What came of a run, and what can be done with it. */
export function Outcome({ outcome }: { readonly outcome: RunOutcome }): VNode {
  const { kind, message, result, weight } = outcome;
  const isBad = kind === 'failed' || result?.failure != null;
  const box = useRef<HTMLElement>(null);
  // It comes above what the person may be looking at.
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), [message]);
  return (
    <section ref={box} class={`retrainOutcome ${isBad ? 'bad' : ''}`} aria-label="Outcome">
      <p role={isBad ? 'alert' : 'status'}>
        {isBad && <Codicon glyph="error" />}
        <span>{message}</span>
      </p>
      <div class="retrainButtons">
        {kind === 'waiting' && (
          <>
            <button type="button" class="button" onClick={() => settle(true)}>
              Use the Trained Weights
            </button>
            <button type="button" class="button secondary" onClick={() => settle(false)}>
              Drop Them
            </button>
          </>
        )}
        {weight !== null && (
          <button type="button" class="button secondary" onClick={() => showModel(weight)}>
            Show {nameOf(weight)}
          </button>
        )}
        {kind === 'kept' && <KeptButtons />}
        {result !== null && (
          <button
            type="button"
            class="button secondary"
            title="Settings, hash of the data, backend, versions, curves and movement as JSON"
            onClick={() => ask('saveRecord')}
          >
            Save Record…
          </button>
        )}
      </div>
    </section>
  );
}

function KeptButtons(): VNode {
  return (
    <>
      <button type="button" class="button" onClick={() => showModel(null)}>
        Show Model
      </button>
      <button
        type="button"
        class="button secondary"
        title="Compare the model as it is now with its files"
        onClick={() => ask('compareWithSaved')}
      >
        What Changed?
      </button>
      <button
        type="button"
        class="button secondary"
        title="Loss, accuracy, confusion matrix and curves of the trained model"
        onClick={() => ask('evaluate')}
      >
        Evaluate
      </button>
    </>
  );
}

function nameOf(weight: number): string {
  const weights = start.value?.loaded.weights ?? [];
  return weights.find((one) => one.weight === weight)?.name ?? 'the Tensor';
}
