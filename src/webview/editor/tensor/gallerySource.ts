import type { Gallery, GalleryKey } from '../../../protocol/model';
import { Lru } from '../../../core/lru';
import { Requests } from '../../ui/requests';
import { host } from '../host';

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
  private readonly requests = new Requests<number>();
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
    this.requests.keep((page) => page >= first && page <= last);
    for (let page = first; page <= last; page++) {
      if (this.pages.get(String(page))?.age === this.age || this.requests.has(page)) continue;
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
    this.requests.takeBack();
  }

  private async fetch(page: number): Promise<void> {
    const { weight, input, filters } = this;
    const outputs = { start: page * PAGE, end: Math.min(filters, (page + 1) * PAGE) };
    const ask = async (signal: AbortSignal): Promise<void> => {
      const gallery = await host.gallery({ weight, input, outputs }, { signal });
      if (signal.aborted) return;
      this.largest = gallery.largest;
      this.pages.set(String(page), { gallery, age: this.age }, gallery.values.byteLength);
    };
    const failed = (why: string): void => {
      this.problem = why;
    };
    if (await this.requests.run(page, ask, failed)) this.changed();
  }
}
