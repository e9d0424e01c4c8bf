import { signal } from '@preact/signals';
import type { Range } from '../../core/model/matrixView';

/** Items fetched at once: a few screens, yet a message of some kilobytes. */
const PAGE = 128;
/** Pages kept: over 30,000 rows, a few megabytes. The page used longest ago goes first. */
const MAX_PAGES = 256;

interface Page<Item> {
  readonly items: readonly Item[];
  stale: boolean;
}

/** A long list that the host holds, fetched in pages as they are looked at. */
export class PageCache<Item> {
  /** In the order of their last use. Replaced by a new holder when what it holds has changed. */
  private readonly pages = signal({ byNumber: new Map<number, Page<Item>>() });
  private readonly underway = new Map<number, Promise<void>>();
  private age = 0;

  /** @param fetch answers with the items of a range, fewer at the list's end */
  constructor(
    private readonly fetch: (range: Range) => Promise<readonly Item[]>,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** The item if it is here; asking for it does not fetch it. Whoever renders it is told of changes. */
  at(index: number): Item | undefined {
    return this.pages.value.byNumber.get(Math.floor(index / PAGE))?.items[index % PAGE];
  }

  /** Fetches what is missing or stale of a range. */
  want({ start, end }: Range): void {
    for (let page = Math.floor(start / PAGE); page * PAGE < end; page++) void this.load(page);
  }

  async get(index: number): Promise<Item | undefined> {
    await this.load(Math.floor(index / PAGE));
    return this.at(index);
  }

  /** What is here stays on show until it has been fetched anew. */
  refresh(): void {
    for (const page of this.pages.peek().byNumber.values()) page.stale = true;
    this.tell();
  }

  /** The list is another one. */
  clear(): void {
    this.age++;
    this.pages.peek().byNumber.clear();
    this.underway.clear();
    this.tell();
  }

  private load(page: number): Promise<void> {
    const { byNumber } = this.pages.peek();
    const here = byNumber.get(page);
    if (here !== undefined) {
      byNumber.delete(page);
      byNumber.set(page, here);
      if (!here.stale) return Promise.resolve();
    }
    const already = this.underway.get(page);
    if (already !== undefined) return already;
    const request = this.request(page, this.age);
    this.underway.set(page, request);
    return request;
  }

  private async request(page: number, age: number): Promise<void> {
    try {
      const items = await this.fetch({ start: page * PAGE, end: (page + 1) * PAGE });
      if (age !== this.age) return;
      const { byNumber } = this.pages.peek();
      byNumber.set(page, { items, stale: false });
      const oldest = byNumber.keys().next();
      if (byNumber.size > MAX_PAGES && oldest.done !== true) byNumber.delete(oldest.value);
      this.tell();
    } catch (error) {
      this.failed(error);
    } finally {
      if (age === this.age) this.underway.delete(page);
    }
  }

  private tell(): void {
    this.pages.value = { byNumber: this.pages.peek().byNumber };
  }
}
