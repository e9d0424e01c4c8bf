import type { DataModel } from '../../core/dataset/dataModel';
import type { LossName } from '../../core/dataset/lossNames';
import type { TableRows } from '../../core/dataset/plan';
import type { Preprocessing } from '../../core/dataset/preprocessing';
import { MAX_CELLS, type Table } from '../../core/dataset/table';
import { refusedData } from '../../core/dataset/tableBuilder';
import { rm } from 'node:fs/promises';

/** A table and one for validation of the largest size; more would be tables that nobody closed. */
const MAX_HELD_BYTES = 2 * MAX_CELLS * Float64Array.BYTES_PER_ELEMENT;

/** Rows that were made into what a model takes, as later requests need to know of them. */
export interface HeldRows extends TableRows {
  readonly preprocessing: Preprocessing;
  readonly model: DataModel;
  /** One for each target; none where there are only inputs. */
  readonly losses: readonly LossName[];
}

/** What was prepared: the rows trained on, or evaluated, and those for validation. */
export interface HeldPrepared {
  readonly rows: HeldRows;
  readonly validation: HeldRows | null;
  /** Of columns too large for a message. */
  readonly files: readonly string[];
}

/** Tables and what was prepared of them, each under a number, until it is given back. */
export class HeldData {
  private readonly tables = new Map<number, Table>();
  private readonly prepared = new Map<number, HeldPrepared>();
  /** Not from 0: after a worker died, whoever still names its tables must not meet those of the next. */
  private last = Date.now();

  /** All or none. @throws ModelFormatError where all tables together are too large. */
  addTables(tables: readonly Table[]): readonly number[] {
    const held = [...this.tables.values(), ...tables];
    if (held.reduce((sum, each) => sum + bytesOf(each), 0) > MAX_HELD_BYTES)
      throw refusedData(
        tables[0]?.name ?? '',
        'and the other open data take more than 800 MB together. Take a part of its rows.',
      );
    return tables.map((table) => {
      this.tables.set(++this.last, table);
      return this.last;
    });
  }

  /** @throws Error where it was closed. */
  table(number: number): Table {
    const table = this.tables.get(number);
    if (table === undefined) throw new Error('The data was closed. Choose it again.');
    return table;
  }

  closeTable(number: number): void {
    this.tables.delete(number);
  }

  addPrepared(prepared: HeldPrepared): number {
    this.prepared.set(++this.last, prepared);
    return this.last;
  }

  /** @throws Error where it was released. */
  preparedOf(number: number): HeldPrepared {
    const prepared = this.prepared.get(number);
    if (prepared === undefined) throw new Error('These rows were released. Prepare them again.');
    return prepared;
  }

  async release(number: number): Promise<void> {
    const { files = [] } = this.prepared.get(number) ?? {};
    this.prepared.delete(number);
    for (const file of files) await rm(file, { force: true });
  }
}

function bytesOf({ columns }: Table): number {
  return columns.reduce(
    (sum, { numbers, codes }) => sum + numbers.byteLength + (codes?.byteLength ?? 0),
    0,
  );
}
