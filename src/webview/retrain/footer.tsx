import type { VNode } from 'preact';
import { Codicon } from '../ui/codicon';
import { byteText } from '../ui/numberFormat';
import { control, startTraining } from './actions';
import { estimate, isRunning, run, start } from './state';
import { whyNot } from './whyNot';

/** What training would take, and the buttons that begin and end it. */
export function Footer(): VNode {
  return (
    <footer class="retrainFoot">
      {isRunning.value ? (
        <RunButtons />
      ) : (
        <>
          <Readiness />
          <StartButton />
        </>
      )}
    </footer>
  );
}

function Readiness(): VNode {
  const why = whyNot();
  const memory = estimate.value;
  return (
    <div class="retrainReady">
      {start.value !== null && (
        <p class="retrainDim" title={start.value.backend.versions}>
          {start.value.backend.reason}
        </p>
      )}
      {memory !== null && !('problem' in memory) && (
        <p
          class="retrainDim"
          title={`Weights ${byteText(memory.weights)}, optimizer ${byteText(memory.optimizer)}, outputs of layers ${byteText(memory.activations)}, data ${byteText(memory.data)}`}
        >
          About {byteText(memory.bytes)} of memory
        </p>
      )}
      <p id="why-not" class={why === null ? '' : 'retrainWhy'} aria-live="polite">
        {why}
      </p>
    </div>
  );
}

function StartButton(): VNode {
  const why = whyNot();
  return (
    <button
      type="button"
      class="button"
      aria-disabled={why !== null}
      aria-describedby="why-not"
      title={why ?? 'Trains, and makes one edit of the open model that undo takes back'}
      onClick={() => {
        if (why === null) void startTraining();
      }}
    >
      <Codicon glyph="play" /> Start
    </button>
  );
}

function RunButtons(): VNode {
  const isPaused = run.value?.latest?.paused === true;
  const hasBegun = run.value?.latest != null;
  return (
    <div class="retrainButtons retrainRunButtons">
      <button
        type="button"
        class="button secondary"
        disabled={!hasBegun}
        onClick={() => void control(isPaused ? 'resume' : 'pause')}
      >
        {isPaused ? 'Resume' : 'Pause'}
      </button>
      <button
        type="button"
        class="button"
        disabled={!hasBegun}
        title="Ends now and keeps the weights of the last whole epoch, or of the best one if that is chosen"
        onClick={() => void control('stop')}
      >
        <Codicon glyph="debug-stop" /> Stop and Keep
      </button>
      <button
        type="button"
        class="button secondary"
        title="Ends now and keeps nothing: the model stays as it is"
        onClick={() => void control('cancel')}
      >
        Cancel
      </button>
    </div>
  );
}
