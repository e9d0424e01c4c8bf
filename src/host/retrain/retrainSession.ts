import * as vscode from 'vscode';
import { ModelMismatchError, messageOf } from '../../core/errors';
import { CancelledError, type CallOptions } from '../../protocol/channel';
import type { ChosenData } from '../../protocol/dataPage';
import type { EstimateRequest, RetrainEstimate, RetrainRequest } from '../../protocol/retrainPage';
import { newRun, type RunOutcome } from '../../protocol/retrainRun';
import type { Dataset, TrainControl, TrainSettings } from '../../protocol/training';
import { DataDesk } from '../data/dataDesk';
import { documentEngineSource } from '../engine/engineSource';
import { EngineSlot } from '../engine/engineSlot';
import type { ModelEngine } from '../engine/modelEngine';
import type { ModelDocument } from '../modelDocument';
import { trainingMemoryLimit } from '../node/startTraining';
import type { ExtensionFolders } from '../node/startWorker';
import type { Reporter } from '../reporter';
import { sourceLabel } from '../sourcePicker';
import { classBalance } from './classBalance';
import { estimateMemory } from './estimateMemory';
import { concludeRun, type EndedRun, keepOutcome } from './keepOutcome';
import { RunKeeper } from './runKeeper';
import { withTrainingProgress } from './trainProgress';

/** What sessions of a window share. */
export interface RetrainHelp {
  readonly memory: vscode.Memento;
  readonly folders: ExtensionFolders;
  readonly reporter: Reporter;
  /** Of the extension, for records. */
  readonly version: string;
}

/**
 * Retrains one open model: its training process, its data, and the run that goes on. It outlives the
 * page, which may be closed while it trains.
 */
export class RetrainSession implements vscode.Disposable {
  readonly runs = new RunKeeper();
  readonly data: DataDesk;
  private readonly ended = new vscode.EventEmitter<void>();
  /** A run has ended. */
  readonly onDidEnd = this.ended.event;
  private readonly process: EngineSlot;
  private running: AbortController | undefined;
  private last: EndedRun | undefined;

  constructor(
    readonly document: ModelDocument,
    private readonly help: RetrainHelp,
  ) {
    const { memory, folders } = help;
    this.process = new EngineSlot(documentEngineSource(document), help);
    this.data = new DataDesk({
      model: document.uri,
      purpose: 'training',
      describe: async () => (await this.engine()).model,
      text: async () => (await document.model.modelText(null)).text,
      memory,
      folders,
    });
  }

  get version(): string {
    return this.help.version;
  }

  get memoryLimit(): number {
    return trainingMemoryLimit();
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** Whether something would be lost without the session. */
  get isNeeded(): boolean {
    return this.isRunning || this.runs.state?.outcome?.kind === 'waiting';
  }

  get lastRun(): EndedRun | undefined {
    return this.last;
  }

  /** The training process with the model, started where there is none. */
  engine(options?: CallOptions<{ readonly fraction: number }>): Promise<ModelEngine> {
    return this.process.get(options);
  }

  async estimate(request: EstimateRequest, signal: AbortSignal): Promise<RetrainEstimate> {
    const { engine, model } = await this.engine();
    return estimateMemory(engine, model, request, signal);
  }

  async balance(chosen: ChosenData): Promise<readonly number[]> {
    const { model } = await this.engine();
    const { training, prepared } = await this.data.prepare(chosen);
    this.data.release(prepared);
    return classBalance(training, model);
  }

  /** Trains and keeps the outcome as an edit; how it went is told by `runs`. */
  async train(request: RetrainRequest): Promise<void> {
    if (this.isNeeded)
      throw new ModelMismatchError(
        this.isRunning
          ? 'The model is being trained already. Wait until it is done, or stop it.'
          : 'The last training waits for an answer: use its weights or drop them first.',
      );
    const controller = new AbortController();
    this.running = controller;
    this.last = undefined;
    try {
      const { model } = await this.engine();
      const { epochs, metrics } = request.settings;
      this.runs.begin(newRun(epochs, metrics), model.weights);
      const outcome = await this.run(request, controller).catch((error: unknown) =>
        this.failed(error),
      );
      this.running = undefined;
      this.runs.tell({ kind: 'ended', outcome });
      this.ended.fire();
    } finally {
      this.running = undefined;
    }
  }

  async control(action: TrainControl | 'cancel'): Promise<void> {
    if (action === 'cancel') this.running?.abort();
    else await (await this.process.started)?.engine.control({ action });
  }

  /** The answer to an outcome that waits. */
  async settle(keep: boolean): Promise<void> {
    const { last } = this;
    if (last === undefined || this.runs.state?.outcome?.kind !== 'waiting') return;
    const outcome: RunOutcome = keep
      ? await keepOutcome(this.document, last).catch((error: unknown) => this.failed(error))
      : {
          kind: 'dropped',
          message: 'The trained weights were dropped: the model is as you left it.',
          result: last.result,
          weight: null,
        };
    this.runs.tell({ kind: 'ended', outcome });
  }

  dispose(): void {
    this.running?.abort();
    this.ended.dispose();
    this.data.dispose();
    this.process.dispose();
  }

  private async run(request: RetrainRequest, controller: AbortController): Promise<RunOutcome> {
    const { signal } = controller;
    const began = new Date();
    const { settings } = request;
    const title = `Retraining ${sourceLabel(this.document.uri)}`;
    const {
      training: data,
      validation,
      preprocessing,
      prepared,
    } = await this.data.prepare(request.data, { signal });
    try {
      const [trained, result] = await withTrainingProgress(
        title,
        settings.epochs,
        controller,
        async (report) => {
          const opened = await this.engine();
          if (opened.stale) await reloadSame(opened, signal);
          await this.measureBefore(
            opened,
            validation ?? data,
            settings,
            signal,
            validation !== null,
          );
          const outcome = await opened.engine.train(
            { data, validation, settings, memoryLimit: this.memoryLimit },
            {
              signal,
              onProgress: (progress) => {
                this.runs.tell(progress);
                report(progress);
              },
            },
          );
          return [opened, outcome] as const;
        },
      );
      const rows = { training: data.rows, validation: validation?.rows ?? 0 };
      const before = this.runs.state?.before?.measures ?? null;
      this.last = { request, rows, preprocessing, began, before, result, trained };
      return await concludeRun(this.document, this.last);
    } finally {
      this.data.release(prepared);
    }
  }

  private async measureBefore(
    { engine }: ModelEngine,
    data: Dataset,
    { batchSize, losses, metrics }: TrainSettings,
    signal: AbortSignal,
    isValidation: boolean,
  ): Promise<void> {
    const measures = await engine.measure({ data, batchSize, losses, metrics }, { signal });
    const side = isValidation ? 'validation' : 'training';
    this.runs.tell({ kind: 'before', side, measures });
  }

  private failed(error: unknown): RunOutcome {
    const nothing = { result: null, weight: null };
    if (error instanceof CancelledError)
      return { kind: 'cancelled', message: 'Cancelled: the model is as it was.', ...nothing };
    this.help.reporter.record(error);
    const message = messageOf(error);
    return { kind: 'failed', message, ...nothing };
  }
}

/** What was chosen by layers holds only for the same layers. */
async function reloadSame(opened: ModelEngine, signal: AbortSignal): Promise<void> {
  const before = JSON.stringify(opened.model);
  if (JSON.stringify(await opened.reload({ signal })) === before) return;
  throw new ModelMismatchError(
    'The model has other layers or shapes than when this page was opened. Close the page and choose Retrain again.',
  );
}
