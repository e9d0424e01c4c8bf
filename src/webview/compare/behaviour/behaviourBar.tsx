import type { VNode } from 'preact';
import type { BehaviourProgress } from '../../../protocol/behaviour';
import { Codicon } from '../../ui/codicon';
import { cancel, compareOutputs, walkPath } from './actions';
import { data, progress, walk } from './state';

const STAGES: Readonly<Record<BehaviourProgress['stage'], string>> = {
  loading: 'Loading the models',
  preparing: 'Reading the rows',
  predicting: 'Predicting',
  judging: 'Comparing the answers',
};

/** What can be done with the rows that are chosen. */
export function BehaviourBar(): VNode {
  const running = progress.value;
  const walking = walk.value?.isRunning === true ? walk.value : null;
  const isReady = data.value.value !== null;
  if (running === null && walking === null)
    return (
      <div class="behaviourBar">
        <button
          type="button"
          class="button"
          disabled={!isReady}
          onClick={() => void compareOutputs()}
        >
          <Codicon glyph="play" /> Compare Outputs
        </button>
        <button
          type="button"
          class="action"
          disabled={!isReady}
          title="Measures the loss of 25 blends of both, from A to B"
          onClick={() => void walkPath()}
        >
          <Codicon glyph="graph" /> Walk from A to B
        </button>
      </div>
    );
  const [text, fraction] =
    walking === null
      ? [STAGES[running?.stage ?? 'loading'], running?.fraction ?? 0]
      : [`Point ${walking.points.length + 1} of ${walking.of}`, walking.points.length / walking.of];
  return (
    <div class="behaviourBar">
      <button type="button" class="button" onClick={cancel}>
        <Codicon glyph="debug-stop" /> Cancel
      </button>
      <progress class="progress" aria-label={text} value={fraction} max={1} />
      <p aria-live="polite">{text} …</p>
    </div>
  );
}
