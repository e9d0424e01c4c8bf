import type { DataModel } from '../../../src/core/dataset/dataModel';
import type { DataChoice } from '../../../src/core/dataset/choice';
import { type EncodedDataset, encodeDataset } from '../../../src/core/dataset/encode';
import type { LossName } from '../../../src/core/dataset/lossNames';
import {
  type DatasetPlan,
  planDataset,
  planRows,
  type TableRows,
  type ValidationChoice,
} from '../../../src/core/dataset/plan';
import type { Preprocessing } from '../../../src/core/dataset/preprocessing';
import type { Cell, Table } from '../../../src/core/dataset/table';
import { TableBuilder } from '../../../src/core/dataset/tableBuilder';
import { readTable, type ReadTables } from '../../../src/compute/dataset/readTable';
import type { CsvOptions } from '../../../src/compute/dataset/readCsv';
import { NodeFiles } from '../../../src/compute/files/nodeFiles';
import { MemoryFiles } from '../../support/memoryFiles';
import { sampleModel } from '../../support/sampleData';
import { dirname, join } from 'node:path';
import { readFileSync } from 'node:fs';
import type { Json } from '../../../src/core/json';

export const AUTO: CsvOptions = { header: 'auto', delimiter: 'auto' };

/** Rows below the header `names`. */
export function tableOf(names: readonly string[], rows: readonly (readonly Cell[])[]): Table {
  const builder = new TableBuilder('data.csv', true);
  builder.add(names);
  for (const row of rows) builder.add(row);
  return builder.build();
}

export async function read(
  name: string,
  content: string | Uint8Array,
  options: CsvOptions = AUTO,
): Promise<ReadTables> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const files = Object.assign(MemoryFiles.of({ [name]: bytes }), {
    forget: () => Promise.resolve(),
  });
  return readTable(
    files,
    name,
    options,
    () => Promise.resolve(),
    () => undefined,
  );
}

export async function sampleTable(folder: string, csv: string): Promise<Table> {
  const files = new NodeFiles(join(dirname(sampleModel(folder)), 'model.json'));
  const { table } = await readTable(
    files,
    csv,
    AUTO,
    () => Promise.resolve(),
    () => undefined,
  );
  return table;
}

export function sampleJson(folder: string): Json {
  return JSON.parse(readFileSync(sampleModel(folder), 'utf8')) as Json;
}

/** A model of one input and one output. */
export function modelOf(
  input: readonly (number | null)[],
  output: readonly (number | null)[],
  activation: string | null,
  indices: number | null = null,
): DataModel {
  return {
    inputs: [{ name: 'in', shape: input, indices }],
    outputs: [{ name: 'out', shape: output, activation }],
  };
}

const NO_TURN = (): Promise<void> => Promise.resolve();

interface PreparedRows extends TableRows {
  readonly data: EncodedDataset;
}

export interface Prepared extends DatasetPlan {
  readonly training: PreparedRows;
  readonly validation: PreparedRows | null;
}

/** A plan with all its rows made at once. */
export async function prepareDataset(
  table: Table,
  choice: DataChoice,
  model: DataModel,
  validation: ValidationChoice,
): Promise<Prepared> {
  const plan = await planDataset(table, choice, model, validation, NO_TURN);
  const made = (of: TableRows): PreparedRows => ({
    ...of,
    data: encodeDataset(of.table, of.rows, plan.preprocessing, model, choice.losses),
  });
  return {
    ...plan,
    training: made(plan.training),
    validation: plan.validation && made(plan.validation),
  };
}

export async function prepareRows(
  table: Table,
  preprocessing: Preprocessing,
  model: DataModel,
  losses: readonly LossName[],
  missing: DataChoice['missing'],
): Promise<PreparedRows> {
  const planned = await planRows(table, preprocessing, model, losses, missing, NO_TURN);
  return { ...planned, data: encodeDataset(table, planned.rows, preprocessing, model, losses) };
}
