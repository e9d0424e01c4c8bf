import type { TrainSettings } from '../../protocol/training';

/** Which epoch was the best so far, and whether the loss has stopped falling. */
export class Watch {
  best = Infinity;
  bestEpoch = 0;
  private waited = 0;
  private reference = Infinity;

  constructor(private readonly stopping: TrainSettings['earlyStopping']) {}

  /** @returns whether this epoch is the best so far. */
  epoch(number: number, loss: number): boolean {
    const best = loss < this.best;
    if (best) {
      this.best = loss;
      this.bestEpoch = number;
    }
    if (loss < this.reference - (this.stopping?.minDelta ?? 0)) {
      this.reference = loss;
      this.waited = 0;
    } else {
      this.waited++;
    }
    return best;
  }

  get shouldStop(): boolean {
    return this.stopping !== null && this.waited >= this.stopping.patience;
  }
}
