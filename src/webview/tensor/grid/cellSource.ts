import { type MatrixView, type Range, viewKey } from '../../../core/model/matrixView';
import type { WeightValues } from '../../../core/format/weightSource';
import type { CellBlock, ValuesOf } from '../../../protocol/model';
import { Lru } from '../../../core/lru';
import { isCancelled, sentence } from '../../ui/failures';
import { Requests } from '../../ui/requests';
import type { ValueReader } from '../tensorHelp';
import type { Extent } from '../viewport';

/** Rows and columns of a fetched block: a screen of the grid takes four or fewer. */
const BLOCK = 64;
const BUDGET_BYTES = 16 * 1024 * 1024;
/** A string takes this much at a guess; only the budget of the cache depends on it. */
const STRING_BYTES = 64;

interface Place {
  readonly y: number;
  readonly x: number;
}

export interface CellValue {
  readonly values: WeightValues;
  readonly index: number;
}

/** Who looks at cells; each has its own window, and a block is fetched while any of them wants it. */
export type Viewer = 'grid' | 'heatmap' | 'hover' | 'selection';

/** Exact values of one weight, in blocks. */
export class CellSource {
  private readonly blocks = new Lru<{ readonly block: CellBlock; readonly age: number }>(
    BUDGET_BYTES,
  );
  private readonly problems = new Map<string, string>();
  private readonly requests = new Requests<string>();
  private readonly wanted = new Map<Viewer, ReadonlyMap<string, Place>>();
  /** Grows whenever values have changed; an older block is to be fetched anew. */
  private age = 0;
  private prefix = '';
  private view: MatrixView;

  constructor(
    private readonly reader: ValueReader,
    private readonly weight: number,
    view: MatrixView,
    private readonly size: (view: MatrixView) => { rows: number; columns: number },
    private readonly changed: () => void,
    private readonly of: ValuesOf = 'edited',
  ) {
    this.view = view;
    this.show(view);
  }

  show(view: MatrixView): void {
    this.view = view;
    this.prefix = `${viewKey(view)}/`;
    this.problems.clear();
    this.wanted.clear();
    this.dropUnwanted();
  }

  /** The value of a cell if it is here. */
  get(row: number, column: number): CellValue | undefined {
    const block = this.blocks.get(this.keyOf(row, column))?.block;
    if (block === undefined || row >= block.rows.end) return undefined;
    const width = block.columns.end - block.columns.start;
    const index = (row - block.rows.start) * width + (column - block.columns.start);
    return { values: block.values, index };
  }

  /** Why a cell cannot be had. */
  problem(row: number, column: number): string | undefined {
    if (this.get(row, column) !== undefined) return undefined;
    return this.problems.get(this.keyOf(row, column));
  }

  want(viewer: Viewer, { rows, columns }: Extent): void {
    const places = new Map<string, Place>();
    for (let y = Math.floor(rows.start / BLOCK); y * BLOCK < rows.end; y++) {
      for (let x = Math.floor(columns.start / BLOCK); x * BLOCK < columns.end; x++) {
        places.set(`${this.prefix}${y},${x}`, { y, x });
      }
    }
    this.wanted.set(viewer, places);
    this.dropUnwanted();
    this.fetchMissing(places);
  }

  /** Values have changed: what is here stays on show until it has been fetched anew. */
  refresh(): void {
    this.age++;
    this.problems.clear();
    this.requests.takeBack();
    for (const places of this.wanted.values()) this.fetchMissing(places);
  }

  dispose(): void {
    this.wanted.clear();
    this.dropUnwanted();
    this.blocks.clear();
  }

  private fetchMissing(places: ReadonlyMap<string, Place>): void {
    for (const [key, place] of places) {
      if (this.blocks.get(key)?.age === this.age) continue;
      if (!this.requests.has(key) && !this.problems.has(key)) void this.fetch(key, place);
    }
  }

  private keyOf(row: number, column: number): string {
    return `${this.prefix}${Math.floor(row / BLOCK)},${Math.floor(column / BLOCK)}`;
  }

  private dropUnwanted(): void {
    this.requests.keep((key) => [...this.wanted.values()].some((keys) => keys.has(key)));
  }

  private async fetch(key: string, { y, x }: Place): Promise<void> {
    const { reader, weight, view, of } = this;
    const failed = (why: string): void => {
      this.problems.set(key, why);
    };
    const ask = async (signal: AbortSignal): Promise<void> => {
      const size = this.size(view);
      const rows = { start: y * BLOCK, end: Math.min(size.rows, (y + 1) * BLOCK) };
      const columns = { start: x * BLOCK, end: Math.min(size.columns, (x + 1) * BLOCK) };
      const read = (end: number): Promise<CellBlock> =>
        reader.cells({ weight, view, rows: { start: rows.start, end }, columns, of }, { signal });
      const block = await read(rows.end).catch((error: unknown) => {
        if (isCancelled(error) || signal.aborted) throw error;
        failed(sentence(error));
        return readableRows(rows, read);
      });
      if (block !== undefined && !signal.aborted)
        this.blocks.set(key, { block, age: this.age }, bytesOf(block.values));
    };
    if (await this.requests.run(key, ask, failed)) this.changed();
  }
}

/** The rows before the first that cannot be read, as when a file is cut off; undefined if there are none. */
async function readableRows(
  rows: Range,
  read: (end: number) => Promise<CellBlock>,
): Promise<CellBlock | undefined> {
  let best: CellBlock | undefined;
  let [readable, not] = [rows.start, rows.end];
  while (not - readable > 1) {
    const middle = Math.floor((readable + not) / 2);
    try {
      best = await read(middle);
      readable = middle;
    } catch (error) {
      if (isCancelled(error)) throw error;
      not = middle;
    }
  }
  return best;
}

function bytesOf(values: WeightValues): number {
  return 'byteLength' in values ? values.byteLength : values.length * STRING_BYTES;
}
