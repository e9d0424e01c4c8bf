import { CancelledError } from '../../protocol/channel';
import type { TrainControl } from '../../protocol/training';

/** What the user asks of a run, heard between two steps. */
export class Controls {
  stopped = false;
  private paused = false;
  private wake: (() => void) | undefined;

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', () => this.wake?.(), { once: true });
  }

  ask(action: TrainControl): void {
    if (action === 'pause') this.paused = true;
    else this.paused = false;
    if (action === 'stop') this.stopped = true;
    if (!this.paused) this.wake?.();
  }

  isPaused(): boolean {
    return this.paused && !this.stopped;
  }

  /**
   * Lets messages in, and waits while paused.
   * @param onPause is told once before waiting, and `onResume` after.
   * @throws CancelledError
   */
  async turn(onPause?: () => void, onResume?: () => void): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.throwIfCancelled();
    if (!this.isPaused()) return;
    onPause?.();
    while (this.isPaused() && !this.cancelled()) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    this.wake = undefined;
    this.throwIfCancelled();
    onResume?.();
  }

  /** A method, as the compiler would take the property to stay what it was before the wait. */
  private cancelled(): boolean {
    return this.signal.aborted;
  }

  private throwIfCancelled(): void {
    if (this.cancelled()) throw new CancelledError();
  }
}
