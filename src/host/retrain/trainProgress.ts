import type { TrainProgress } from '../../protocol/training';
import { withNotification } from '../window/withNotification';

/** Trains with a notification that tells how far it is and can cancel it. */
export function withTrainingProgress<Result>(
  title: string,
  epochs: number,
  controller: AbortController,
  train: (report: (progress: TrainProgress) => void) => Promise<Result>,
): Thenable<Result> {
  return withNotification(title, controller, (tell) => {
    let perEpoch = 0;
    let done = 0;
    return train((progress) => {
      if (progress.kind === 'started') perEpoch = progress.stepsPerEpoch;
      if (progress.kind !== 'steps') return;
      const { step, epoch, paused } = progress;
      const share = (100 * step) / (perEpoch * epochs);
      tell({
        increment: share - done,
        message: `epoch ${epoch} of ${epochs}${paused ? ', paused' : ''}`,
      });
      done = share;
    });
  });
}
