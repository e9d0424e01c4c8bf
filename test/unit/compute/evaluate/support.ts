import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DataWorker, startDataWorker } from '../../../../src/compute/client';
import type { DataModel } from '../../../../src/core/dataset/dataModel';
import type { LossName } from '../../../../src/core/dataset/lossNames';
import type { ValidationRequest } from '../../../../src/protocol/data';
import type { EvaluatedPart, EvaluationReport } from '../../../../src/protocol/evaluation';
import { buildWorker } from '../../../support/buildWorker';

/** A file of data in a folder of its own, and a worker that reads and judges it. */
export class Judging {
  private constructor(
    readonly folder: string,
    readonly worker: DataWorker,
  ) {}

  static async start(): Promise<Judging> {
    const folder = await mkdtemp(join(tmpdir(), 'weightscope-'));
    return new Judging(folder, startDataWorker(buildWorker(), join(folder, 'columns')));
  }

  async end(): Promise<void> {
    this.worker.dispose();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Rows of a CSV with the columns that the model proposes, made ready without scaling. */
  async prepare(
    csv: string,
    model: DataModel,
    losses: readonly LossName[],
    validation: ValidationRequest = { kind: 'none' },
    columns: {
      readonly inputs: readonly string[];
      readonly targets: readonly string[];
    } | null = null,
  ): Promise<number> {
    const { data } = this.worker;
    const path = join(this.folder, 'rows.csv');
    await writeFile(path, csv);
    const source = {
      ...({ kind: 'file', path, uri: `file://${path}`, fileName: 'rows.csv' } as const),
      ...({ label: 'rows.csv', header: 'auto', delimiter: 'auto' } as const),
    };
    const { table } = await data.openTable({ source, model });
    const { choice } = await data.propose({ table, model, losses, text: '{}' });
    const inputs = choice.inputs.map((input) => ({
      columns: columns?.inputs ?? input.columns,
      scaling: { kind: 'none' as const },
    }));
    const targets = choice.targets.map((target) => ({
      ...target,
      columns: columns?.targets ?? target.columns,
    }));
    const chosen = { table, choice: { ...choice, losses, inputs, targets }, model, validation };
    return (await data.prepare(chosen)).prepared;
  }

  judge(
    prepared: number,
    outputs: readonly (readonly number[])[],
    shape: readonly number[] = [1],
    part: EvaluatedPart = 'training',
  ): Promise<EvaluationReport> {
    return this.worker.data.judge({
      prepared,
      part,
      outputs: outputs.map((values) => ({ shape, values: Float32Array.from(values) })),
    });
  }
}

/** A CSV of an input that counts the rows, and a target. */
export function csvOf(targets: readonly (string | number)[], name = 'y'): string {
  return `x,${name}\n${targets.map((target, i) => `${i},${target}\n`).join('')}`;
}
