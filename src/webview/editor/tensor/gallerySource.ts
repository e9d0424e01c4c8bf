import type { Gallery, GalleryKey } from '../../../protocol/model';
import { Lru } from '../../../core/lru';
import { host, isCancelled, sentence } from '../host';

/** Filters fetched together. */
const PAGE = 64;
const BUDGET_BYTES = 32 * 1024 * 1024;

/** The filters of one kernel in one mode, in pages. */
export class GallerySource {
  problem: string | undefined;
  /** The shared scale, known with the first page. */
  largest: number | undefined;
  private readonly pages = new Lru<{ readonly gallery: Gallery; readonly age: number }>(
    BUDGET_BYTES,
  );
  private readonly running = new Map<number, AbortController>();
  /** Grows whenever values have changed; an older page is to be fetched anew. */
  private age = 0;

  constructor(
    private readonly weight: number,
    private readonly input: GalleryKey['input'],
    private readonly filters: number,
    private readonly changed: () => void,
  ) {}

  /** A filter's values, height x width x channels, if it is here. */
  get(filter: number): { readonly values: Float32Array; readonly channels: 1 | 3 } | undefined {
    const page = this.pages.get(String(Math.floor(filter / PAGE)))?.gallery;
    if (page === undefined) return undefined;
    const size = page.height * page.width * page.channels;
    const start = (filter % PAGE) * size;
    return { values: page.values.subarray(start, start + size), channels: page.channels };
  }

  want(start: number, end: number): void {
    const first = Math.floor(start / PAGE);
    const last = Math.floor(Math.max(start, end - 1) / PAGE);
    for (const [page, controller] of this.running) {
      if (page >= first && page <= last) continue;
      controller.abort();
      this.running.delete(page);
    }
    for (let page = first; page <= last; page++) {
      if (this.pages.get(String(page))?.age === this.age || this.running.has(page)) continue;
      if (this.problem !== undefined) continue;
      void this.fetch(page);
    }
  }

  /** Values have changed: what is here stays on show until it has been fetched anew. */
  refresh(): void {
    this.age++;
    this.problem = undefined;
    this.dispose();
    this.changed();
  }

  dispose(): void {
    for (const controller of this.running.values()) controller.abort();
    this.running.clear();
  }

  private async fetch(page: number): Promise<void> {
    const controller = new AbortController();
    this.running.set(page, controller);
    const { weight, input, filters } = this;
    try {
      const outputs = { start: page * PAGE, end: Math.min(filters, (page + 1) * PAGE) };
      const found = await host.gallery({ weight, input, outputs }, { signal: controller.signal });
      if (controller.signal.aborted) return;
      this.largest = found.largest;
      this.pages.set(String(page), { gallery: found, age: this.age }, found.values.byteLength);
    } catch (error) {
      if (isCancelled(error) || controller.signal.aborted) return;
      this.problem = sentence(error);
    } finally {
      if (this.running.get(page) === controller) this.running.delete(page);
    }
    this.changed();
  }
}
