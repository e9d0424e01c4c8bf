import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { DataChoice } from '../../core/dataset/choice';
import type { DataModel } from '../../core/dataset/dataModel';
import type { LossName } from '../../core/dataset/lossNames';
import type { Client } from '../../protocol/channel';
import type { DataCheck, TableInfo, ValidationRequest } from '../../protocol/data';
import type {
  ChosenData,
  DataHostApi,
  RememberedValidation,
  TableRole,
} from '../../protocol/dataPage';
import { isCancelled, sentence } from '../ui/failures';

/** For training there is a part of the rows for validation; what is evaluated is scaled as in training. */
export type DataMode = 'training' | 'evaluation';

/** Milliseconds without another change after which a choice is checked. */
const REST_MS = 150;

const USUAL_VALIDATION: ValidationRequest = {
  kind: 'fraction',
  fraction: 0.2,
  seed: 1,
  stratified: true,
};

/** The state of one form of data, for the form and for the page around it. */
export class DataState {
  /** Null until the host has said it. */
  readonly model = signal<DataModel | null>(null);
  readonly rows = signal<TableInfo | null>(null);
  readonly validationTable = signal<TableInfo | null>(null);
  readonly choice = signal<DataChoice | null>(null);
  readonly validation = signal<ValidationRequest>({ kind: 'none' });
  /** What the choice comes to; null until it is known. */
  readonly check = signal<DataCheck | null>(null);
  /** Why data could not be opened, or columns not be told. */
  readonly problem = signal<string | null>(null);
  /** 0 to 1 while a file is read, else null. */
  readonly reading = signal<number | null>(null);

  /** What is chosen, whole and without problems; null where something is missing or amiss. */
  readonly value: ReadonlySignal<ChosenData | null> = computed(() => {
    const chosen = this.chosen.value;
    return this.check.value?.problems.length === 0 ? chosen : null;
  });

  private readonly chosen = computed<ChosenData | null>(() => {
    const { rows, choice, validation, losses } = this;
    if (rows.value === null || choice.value === null) return null;
    return {
      table: rows.value.table,
      choice: { ...choice.value, losses: losses.value },
      validation: validation.value,
    };
  });

  /** @param losses one for each output, as the page around the form has them. */
  constructor(
    private readonly host: Client<DataHostApi>,
    readonly mode: DataMode,
    private readonly losses: ReadonlySignal<readonly LossName[]>,
  ) {}

  /** Asks what the form begins with, then keeps what is told of the choice up to date. */
  async start(): Promise<void> {
    await this.opening(async (onProgress) => {
      const begin = await this.host.startData(null, { onProgress });
      this.model.value = begin.model;
      this.validationTable.value = begin.validationTable;
      this.rows.value = begin.table;
      if (begin.table === null) this.problem.value = begin.problem;
      else if (begin.choice === null) await this.propose(begin.table);
      else {
        this.choice.value = begin.choice;
        this.validation.value = validationOf(begin.validation, begin.table, begin.validationTable);
      }
    });
    effect(() => {
      const chosen = this.chosen.value;
      this.check.value = null;
      if (chosen === null) return undefined;
      const controller = new AbortController();
      const timer = setTimeout(() => void this.ask(chosen, controller.signal), REST_MS);
      return () => {
        clearTimeout(timer);
        controller.abort();
      };
    });
  }

  /** Asks the user for a file. */
  async choose(as: TableRole): Promise<void> {
    await this.opening(async (onProgress) => {
      const table = await this.host.chooseData({ as }, { onProgress });
      if (table !== null) await this.take(as, table);
    });
  }

  private async take(as: TableRole, table: TableInfo): Promise<void> {
    if (as === 'validation') {
      this.validationTable.value = table;
      this.validation.value = { kind: 'table', table: table.table };
      return;
    }
    this.choice.value = null;
    this.rows.value = table;
    await this.propose(table);
  }

  private async propose(table: TableInfo): Promise<void> {
    const losses = untracked(() => this.losses.value);
    const { choice, problem } = await this.host.proposeData({ table: table.table, losses });
    this.choice.value = choice;
    this.problem.value = problem;
    if (this.mode === 'training')
      this.validation.value =
        table.validation === null
          ? USUAL_VALIDATION
          : { kind: 'table', table: table.validation.table };
  }

  private async ask(chosen: ChosenData, signal: AbortSignal): Promise<void> {
    try {
      const check = await this.host.checkData(chosen, { signal });
      if (signal.aborted) return;
      this.check.value = check;
      if (check.problems.length === 0) await this.host.rememberData(chosen);
    } catch (error) {
      if (!isCancelled(error)) this.problem.value = sentence(error);
    }
  }

  private async opening(
    work: (onProgress: (value: { readonly fraction: number }) => void) => Promise<void>,
  ): Promise<void> {
    this.problem.value = null;
    try {
      await work(({ fraction }) => {
        this.reading.value = fraction;
      });
    } catch (error) {
      if (!isCancelled(error)) this.problem.value = sentence(error);
    } finally {
      this.reading.value = null;
    }
  }
}

function validationOf(
  remembered: RememberedValidation | null,
  { validation }: TableInfo,
  other: TableInfo | null,
): ValidationRequest {
  switch (remembered?.kind) {
    case undefined:
      return { kind: 'none' };
    case 'none':
    case 'fraction':
      return remembered;
    case 'own':
      return validation === null ? USUAL_VALIDATION : { kind: 'table', table: validation.table };
    case 'file':
      return other === null ? USUAL_VALIDATION : { kind: 'table', table: other.table };
  }
}
