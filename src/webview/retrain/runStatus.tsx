import type { VNode } from 'preact';
import type { RunState } from '../../protocol/retrainRun';
import { count } from '../ui/numberFormat';
import { timeText } from './timeText';

/** How far a run is, how fast, and how long it will take. */
export function RunStatus({ run }: { readonly run: RunState }): VNode {
  const { started, latest, epochsWanted, curves } = run;
  const steps = (started?.stepsPerEpoch ?? 0) * epochsWanted;
  const done = curves.epochs.length;
  return (
    <div class="retrainStatus">
      <progress
        class="progress"
        aria-label="Training"
        max={1}
        value={steps === 0 ? undefined : (latest?.step ?? 0) / steps}
      />
      <p>
        {latest === null ? (
          'The model and the data go to the training process …'
        ) : (
          <>
            <b>
              Epoch {count(latest.epoch)} of {count(epochsWanted)}
            </b>{' '}
            · step {count(latest.step)} of {count(steps)} ·{' '}
            {latest.paused
              ? 'paused'
              : `${count(Math.round(latest.rowsPerSecond))} rows/s · ${timeText(latest.secondsLeft)} left`}
          </>
        )}
      </p>
      <p class="unseen" role="status">
        {latest?.paused === true ? 'Paused. ' : ''}
        {done > 0 ? spokenEpoch(run) : ''}
      </p>
    </div>
  );
}

/** Told to screen readers once an epoch, not ten times a second. */
function spokenEpoch({ curves, epochsWanted }: RunState): string {
  const newest = curves.epochs.at(-1);
  if (newest === undefined) return '';
  const { loss } = newest.validation ?? newest.training ?? { loss: newest.running };
  const side = newest.validation === null ? 'Training' : 'Validation';
  return `Epoch ${newest.epoch} of ${epochsWanted} is done. ${side} loss ${loss.toPrecision(3)}.`;
}
