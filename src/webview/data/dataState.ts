import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { DataChoice, InputChoice, Scaling, TargetChoice } from '../../core/dataset/choice';
import type { DataModel } from '../../core/dataset/dataModel';
import type { LossName } from '../../core/dataset/lossNames';
import type { TablePreview } from '../../core/dataset/preview';
import type { Client } from '../../protocol/channel';
import type { DataCheck, DataField, TableInfo, ValidationRequest } from '../../protocol/data';
import type { ChosenData, DataHostApi, TableRole } from '../../protocol/dataPage';
import { isCancelled, sentence } from '../ui/failures';
import { USUAL_VALIDATION, validationOf, withoutFitting } from './beginnings';

/** For training there is a part of the rows for validation; what is evaluated is scaled as in training. */
export type DataMode = 'training' | 'evaluation';

/** Milliseconds without another change after which a choice is checked. */
const REST_MS = 150;

/** Rows of the preview: as many as show what a file holds. */
const PREVIEW_ROWS = 20;

type OnProgress = (value: { readonly fraction: number }) => void;

/** The state of one form of data, for the form and for the page around it. */
export class DataState {
  /** Null until the host has said it. */
  readonly model = signal<DataModel | null>(null);
  readonly rows = signal<TableInfo | null>(null);
  readonly preview = signal<TablePreview | null>(null);
  readonly validationTable = signal<TableInfo | null>(null);
  readonly choice = signal<DataChoice | null>(null);
  readonly validation = signal<ValidationRequest>({ kind: 'none' });
  /** What the model says was done to each input in training. */
  readonly asTrained = signal<readonly (Scaling | null)[]>([]);
  /** What the choice comes to; null until it is known. */
  readonly check = signal<DataCheck | null>(null);
  /** Why data could not be opened, or columns not be told. */
  readonly problem = signal<string | null>(null);
  /** The same of a second file for validation. */
  readonly validationProblem = signal<string | null>(null);
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

  private opening: AbortController | undefined;

  /** @param losses one for each output, as the page around the form has them. */
  constructor(
    private readonly host: Client<DataHostApi>,
    readonly mode: DataMode,
    private readonly losses: ReadonlySignal<readonly LossName[]>,
  ) {
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

  /** Asks what the form begins with. */
  async start(): Promise<void> {
    await this.open(this.problem, async (onProgress) => {
      const begin = await this.host.startData(null, { onProgress });
      this.model.value = begin.model;
      this.validationTable.value = begin.validationTable;
      if (begin.table !== null) await this.take(begin.table);
      if (begin.problem !== null) this.problem.value = begin.problem;
      if (begin.table === null || begin.choice === null) return;
      this.problem.value = null;
      this.choice.value = this.asChosen(begin.choice);
      this.validation.value = validationOf(begin.validation, begin.table, begin.validationTable);
    });
  }

  /** Asks the user for a file, or a folder of images. */
  async choose(as: TableRole): Promise<void> {
    await this.open(this.problemOf(as), async (onProgress, signal) => {
      const table = await this.host.chooseData({ as }, { onProgress, signal });
      if (table !== null) await this.takeAs(as, table);
    });
  }

  /** Reads the CSV again with these options. */
  async reopen(as: TableRole, header: boolean | 'auto', delimiter: string): Promise<void> {
    await this.open(this.problemOf(as), async (onProgress, signal) => {
      const request = { as, header, delimiter };
      await this.takeAs(as, await this.host.reopenData(request, { onProgress, signal }));
    });
  }

  /** Stops what reads a file. */
  cancelReading(): void {
    this.opening?.abort();
  }

  changeInput(index: number, change: Partial<InputChoice>): void {
    const { value } = this.choice;
    if (value === null) return;
    // That columns could not be told is settled.
    this.problem.value = null;
    const inputs = value.inputs.map((input, i) => (i === index ? { ...input, ...change } : input));
    this.choice.value = { ...value, inputs };
  }

  changeTarget(index: number, change: Partial<TargetChoice>): void {
    const { value } = this.choice;
    if (value === null) return;
    const targets = value.targets.map((target, i) =>
      i === index ? { ...target, ...change } : target,
    );
    this.choice.value = { ...value, targets };
  }

  changeMissing(missing: DataChoice['missing']): void {
    if (this.choice.value !== null) this.choice.value = { ...this.choice.value, missing };
  }

  /** The sentence that belongs beside a field. */
  problemAt(kind: DataField['kind'], index = 0): string | undefined {
    return this.check.value?.problems.find(
      ({ field }) => field.kind === kind && (field.kind === 'validation' || field.index === index),
    )?.message;
  }

  /** What was not measured in training is not measured on what is evaluated. */
  private asChosen(choice: DataChoice): DataChoice {
    return this.mode === 'training' ? choice : withoutFitting(choice);
  }

  private problemOf(as: TableRole): DataState['problem'] {
    return as === 'validation' ? this.validationProblem : this.problem;
  }

  private async takeAs(as: TableRole, table: TableInfo): Promise<void> {
    if (as === 'rows') {
      await this.take(table);
      return;
    }
    this.validationTable.value = table;
    this.validation.value = { kind: 'table', table: table.table };
  }

  private async take(table: TableInfo): Promise<void> {
    const losses = untracked(() => this.losses.value);
    const number = { table: table.table };
    const [{ choice, asTrained, problem }, preview] = await Promise.all([
      this.host.proposeData({ ...number, losses }),
      this.host.previewData({ ...number, start: 0, end: PREVIEW_ROWS }),
    ]);
    const validation = this.validationFor(table);
    this.choice.value = null;
    this.rows.value = table;
    this.preview.value = preview;
    this.asTrained.value = asTrained;
    this.problem.value = problem;
    this.choice.value = this.asChosen(choice);
    if (this.mode === 'training') this.validation.value = validation;
  }

  /** Rows of the file itself where it has some, else as chosen for the table before. */
  private validationFor({ validation: own }: TableInfo): ValidationRequest {
    const chosen = this.validation.value;
    if (own !== null) return { kind: 'table', table: own.table };
    const isFirst = this.rows.value === null;
    const isGone = chosen.kind === 'table' && chosen.table !== this.validationTable.value?.table;
    return isFirst || isGone ? USUAL_VALIDATION : chosen;
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

  private async open(
    problem: DataState['problem'],
    work: (onProgress: OnProgress, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    this.opening?.abort();
    const controller = new AbortController();
    this.opening = controller;
    const { signal } = controller;
    problem.value = null;
    try {
      await work(({ fraction }) => {
        if (!signal.aborted) this.reading.value = fraction;
      }, signal);
    } catch (error) {
      if (!isCancelled(error)) problem.value = sentence(error);
    } finally {
      if (this.opening === controller) this.reading.value = null;
    }
  }
}
