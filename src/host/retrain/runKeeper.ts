import type { Call } from '../../protocol/channel';
import type { EngineWeight } from '../../protocol/engine';
import { afterEvent, type RunEvent, type RunState } from '../../protocol/retrainRun';

/** The run of a session as far as it has come, told to pages however late they come. */
export class RunKeeper {
  state: RunState | null = null;
  private weights: readonly EngineWeight[] = [];
  private readonly watchers = new Set<(event: RunEvent) => void>();

  begin(run: RunState, weights: readonly EngineWeight[]): void {
    this.weights = weights;
    this.tell({ kind: 'run', run });
  }

  tell(event: RunEvent): void {
    this.state = afterEvent(this.state, event, this.weights);
    for (const watch of this.watchers) watch(event);
  }

  /** Ends when the caller takes it back. */
  watch({ signal, progress }: Call<RunEvent>): Promise<null> {
    progress({ kind: 'run', run: this.state });
    this.watchers.add(progress);
    return new Promise((resolve) => {
      signal.addEventListener(
        'abort',
        () => {
          this.watchers.delete(progress);
          resolve(null);
        },
        { once: true },
      );
    });
  }
}
