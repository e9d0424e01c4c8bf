import type { OpenFile } from './openFile';

interface Slot {
  readonly handle: Promise<OpenFile>;
  users: number;
}

/** A soft limit on macOS is 256 handles a process; models come in over 100 shards. */
const MAX_OPEN = 64;

/** Keeps the handles used last open. More than the limit stay open only while all are in use. */
export class HandlePool {
  private readonly slots = new Map<string, Slot>();

  async use<Result>(
    path: string,
    open: () => Promise<OpenFile>,
    work: (handle: OpenFile) => Promise<Result>,
  ): Promise<Result> {
    const slot = this.slots.get(path) ?? { handle: open(), users: 0 };
    this.slots.delete(path);
    this.slots.set(path, slot);
    slot.users++;
    try {
      return await work(await slot.handle);
    } catch (error) {
      // The next use opens anew: what failed once may be another file by then.
      if (this.slots.get(path) === slot) this.slots.delete(path);
      throw error;
    } finally {
      slot.users--;
      if (slot.users === 0 && this.slots.get(path) !== slot) await close(slot);
      await this.trim();
    }
  }

  /** Closes what is idle now and the rest after its last use. */
  async clear(): Promise<void> {
    const slots = [...this.slots.values()];
    this.slots.clear();
    await Promise.all(slots.filter(({ users }) => users === 0).map(close));
  }

  private async trim(): Promise<void> {
    for (const [path, slot] of this.slots) {
      if (this.slots.size <= MAX_OPEN) return;
      if (slot.users > 0) continue;
      this.slots.delete(path);
      await close(slot);
    }
  }
}

async function close(slot: Slot): Promise<void> {
  const handle = await slot.handle.catch(() => undefined);
  handle?.close();
}
