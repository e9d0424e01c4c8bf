import type * as vscode from 'vscode';
import type { DataChoice } from '../../core/dataset/choice';
import type { DataModel } from '../../core/dataset/dataModel';
import type { DataSource, TableInfo } from '../../protocol/data';
import type { RememberedValidation } from '../../protocol/dataPage';

/** What was used with a model last. */
export interface RememberedData {
  readonly source: DataSource;
  readonly validationSource: DataSource | null;
  readonly choice: DataChoice;
  readonly validation: RememberedValidation;
}

/** Kept by workspace, for each model and purpose. */
export class DataMemory {
  constructor(
    private readonly memory: vscode.Memento,
    private readonly model: vscode.Uri,
    private readonly purpose: 'training' | 'evaluation',
  ) {}

  get(): RememberedData | undefined {
    return this.memory.get<RememberedData>(this.key);
  }

  async set(data: RememberedData): Promise<void> {
    await this.memory.update(this.key, data);
  }

  private get key(): string {
    return `weightscope.data.${this.purpose}:${this.model.toString()}`;
  }
}

/** Whether a choice can still be meant: file and model may have changed since. */
export function stillFits(choice: DataChoice, table: TableInfo, model: DataModel): boolean {
  const names = new Set(table.columns.map(({ name }) => name));
  return (
    choice.inputs.length === model.inputs.length &&
    choice.targets.length === model.outputs.length &&
    [...choice.inputs, ...choice.targets].every(({ columns }) =>
      columns.every((name) => names.has(name)),
    )
  );
}
