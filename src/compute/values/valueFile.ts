import type { Numbers } from '../../core/format/valueKind';
import type { ValueStore } from '../../core/model/edits/valueStore';
import { CancelledError } from '../../protocol/channel';
import { Handover } from './handover';

/** A file of the store that is written while its values come. */
export class ValueFile {
  private readonly pieces = new Handover<Numbers>();
  private readonly written: Promise<string>;

  /** @param first Values that come before those that are put. */
  constructor(
    private readonly store: ValueStore,
    first: AsyncIterable<Numbers> | Iterable<Numbers> = [],
  ) {
    this.written = store.write(after(first, this.pieces));
    // Whoever puts or ends hears of it.
    this.written.catch(() => undefined);
  }

  /** Resolves when it is on its way to the disk. @throws what the store throws */
  async put(values: Numbers): Promise<void> {
    // A writer that failed takes no more.
    await Promise.race([this.pieces.put(values), this.written]);
  }

  /** All have come. @returns its name. */
  end(): Promise<string> {
    this.pieces.end();
    return this.written;
  }

  /** Removes it, whole or not. */
  async drop(): Promise<void> {
    this.pieces.end(new CancelledError());
    const file = await this.written.catch(() => undefined);
    if (file !== undefined) await this.store.remove(file);
  }
}

async function* after(
  first: AsyncIterable<Numbers> | Iterable<Numbers>,
  then: AsyncIterable<Numbers>,
): AsyncGenerator<Numbers> {
  yield* first;
  yield* then;
}
