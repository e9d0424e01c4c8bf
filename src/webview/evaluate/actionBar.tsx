import type { VNode } from 'preact';
import type { EvaluateProgress } from '../../protocol/evaluatePage';
import { Codicon } from '../ui/codicon';
import { attempt, cancel, evaluate, requestNow, savePredictions, showModel } from './actions';
import { stale } from './requests';
import { saveReport } from './report/saveReport';
import { evaluation, progress } from './state';

const STAGES: Readonly<Record<EvaluateProgress['stage'], string>> = {
  loading: 'Loading the model',
  preparing: 'Reading the rows',
  predicting: 'Predicting',
  measuring: 'Measuring the loss',
  judging: 'Judging the answers',
};

/** What can be done now. */
export function ActionBar(): VNode {
  const running = progress.value;
  const found = evaluation.value;
  const isStale = found !== null && stale.value;
  return (
    <div class="evaluateBar">
      {running === null ? (
        <button
          type="button"
          class="button evaluateButton"
          disabled={requestNow() === null}
          onClick={() => void evaluate()}
        >
          <Codicon glyph="play" /> {found === null ? 'Evaluate' : 'Evaluate Again'}
        </button>
      ) : (
        <button type="button" class="button evaluateButton" onClick={cancel}>
          <Codicon glyph="debug-stop" /> Cancel
        </button>
      )}
      {running !== null && (
        <progress
          class="progress"
          aria-label={STAGES[running.stage]}
          value={running.fraction}
          max={1}
        />
      )}
      <p aria-live="polite" class={isStale ? 'evaluateStale' : 'evaluateDim'}>
        {running !== null
          ? `${STAGES[running.stage]} …`
          : isStale
            ? 'The model has changed since: these numbers are of before.'
            : ''}
      </p>
      {found !== null && running === null && (
        <>
          <button
            type="button"
            class="action"
            title="A line for each row: what is true, what the model says, all outputs"
            onClick={savePredictions}
          >
            <Codicon glyph="export" /> Predictions…
          </button>
          <button
            type="button"
            class="action"
            title="This page as one HTML file without scripts"
            onClick={() => void attempt(saveReport)}
          >
            <Codicon glyph="file-code" /> Report…
          </button>
        </>
      )}
      <button type="button" class="action" onClick={showModel}>
        Show Model
      </button>
    </div>
  );
}
