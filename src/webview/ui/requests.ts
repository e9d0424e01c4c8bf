import { isCancelled, sentence } from './failures';

/** Requests under way, one for each key. One that was taken back has no consequences. */
export class Requests<Key> {
  private readonly running = new Map<Key, AbortController>();

  get count(): number {
    return this.running.size;
  }

  has(key: Key): boolean {
    return this.running.has(key);
  }

  /** @param failed Told why, where it failed. @returns whether it came to an end, and was not taken back. */
  async run(
    key: Key,
    ask: (signal: AbortSignal) => Promise<void>,
    failed: (why: string) => void,
  ): Promise<boolean> {
    const controller = new AbortController();
    const { signal } = controller;
    this.running.set(key, controller);
    try {
      await ask(signal);
    } catch (error) {
      if (isCancelled(error)) return false;
      if (!signal.aborted) failed(sentence(error));
    } finally {
      if (this.running.get(key) === controller) this.running.delete(key);
    }
    return !signal.aborted;
  }

  /** Takes back all that are not wanted. */
  keep(isWanted: (key: Key) => boolean): void {
    for (const [key, controller] of this.running) {
      if (isWanted(key)) continue;
      controller.abort();
      this.running.delete(key);
    }
  }

  takeBack(): void {
    this.keep(() => false);
  }
}
