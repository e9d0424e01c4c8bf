import * as vscode from 'vscode';
import { preprocessingMetadata } from '../../core/dataset/kept';
import { ModelMismatchError } from '../../core/errors';
import { outcomeText } from '../../core/retrain/outcomeText';
import { retrainLabel } from '../../core/retrain/retrainLabel';
import { CancelledError, type CallOptions } from '../../protocol/channel';
import type { PreparedData } from '../../protocol/data';
import type { ChosenData } from '../../protocol/dataPage';
import type { EstimateRequest, RetrainEstimate, RetrainRequest } from '../../protocol/retrainPage';
import { newRun, type RunOutcome } from '../../protocol/retrainRun';
import type { TrainControl, TrainResult } from '../../protocol/training';
import { DataDesk } from '../data/dataDesk';
import type { ModelDocument } from '../modelDocument';
import type { ExtensionFolders } from '../node/startWorker';
import type { Reporter } from '../reporter';
import { sourceLabel } from '../sourcePicker';
import { classBalance } from './classBalance';
import { estimateMemory } from './estimateMemory';
import { RunKeeper } from './runKeeper';
import { withTrainingProgress } from './trainProgress';

/** What sessions of a window share. */
export interface RetrainHelp {
  readonly memory: vscode.Memento;
  readonly folders: ExtensionFolders;
  readonly reporter: Reporter;
}

/** A run that ended, and what it was made of. */
export interface EndedRun {
  readonly request: RetrainRequest;
  readonly prepared: PreparedData;
  readonly began: Date;
  readonly result: TrainResult;
}

/**
 * Retrains one open model: its training process, its data, and the run that goes on. It outlives the
 * page, which may be closed while it trains.
 */
export class RetrainSession implements vscode.Disposable {
  readonly runs = new RunKeeper();
  readonly data: DataDesk;
  private opened: Promise<OpenEngine> | undefined;
  /** The engine has other values than the document. */
  private isStale = false;
  private running: AbortController | undefined;
  private last: EndedRun | undefined;
  private readonly listeners: readonly vscode.Disposable[];

  constructor(
    readonly document: ModelDocument,
    private readonly help: RetrainHelp,
  ) {
    const { memory, folders } = help;
    this.data = new DataDesk({
      model: document.uri,
      purpose: 'training',
      describe: async () => {
        const { loaded, text } = await this.engine();
        return { model: loaded, text };
      },
      memory,
      folders,
    });
    const changed = (): void => {
      this.isStale = true;
    };
    this.listeners = [document.onDidChange(changed), document.edits.onDidEdit(changed)];
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
  async engine(options?: CallOptions<{ readonly fraction: number }>): Promise<OpenEngine> {
    this.opened ??= this.open(options);
    return this.opened;
  }

  async estimate(request: EstimateRequest, signal: AbortSignal): Promise<RetrainEstimate> {
    const { engine, loaded } = await this.engine();
    return estimateMemory(engine, loaded, request, signal);
  }

  async balance(chosen: ChosenData): Promise<readonly number[]> {
    const { loaded } = await this.engine();
    const prepared = await this.data.prepare(chosen);
    this.data.release(prepared.prepared);
    return classBalance(prepared.training, loaded);
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
      const { loaded } = await this.engine();
      const { epochs, metrics } = request.settings;
      this.runs.begin(newRun(epochs, metrics), loaded.weights);
      const outcome = await this.run(request, controller).catch((error: unknown) =>
        this.failed(error),
      );
      this.runs.tell({ kind: 'ended', outcome });
    } finally {
      this.running = undefined;
    }
  }

  async control(action: TrainControl | 'cancel'): Promise<void> {
    if (action === 'cancel') this.running?.abort();
    else await (await this.engine()).engine.control({ action });
  }

  /** The answer to an outcome that waits. */
  async settle(keep: boolean): Promise<void> {
    const { last } = this;
    if (last === undefined || this.runs.state?.outcome?.kind !== 'waiting') return;
    const outcome: RunOutcome = keep
      ? await this.keep(last)
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
    for (const listener of this.listeners) listener.dispose();
    this.data.dispose();
    this.opened?.then(
      (open) => open.dispose(),
      () => undefined,
    );
  }

  private async run(request: RetrainRequest, controller: AbortController): Promise<RunOutcome> {
    const { signal } = controller;
    const began = new Date();
    const { settings } = request;
    const title = `Retraining ${sourceLabel(this.document.uri)}`;
    const prepared = await this.data.prepare(request.data, { signal });
    try {
      const result = await withTrainingProgress(
        title,
        settings.epochs,
        controller,
        async (report) => {
          const { engine } = await this.fresh(signal);
          const { training, validation } = prepared;
          return engine.train(
            { data: training, validation, settings, memoryLimit: this.memoryLimit },
            {
              signal,
              onProgress: (progress) => {
                this.runs.tell(progress);
                report(progress);
              },
            },
          );
        },
      );
      return await this.conclude({ request, prepared, began, result });
    } finally {
      this.data.release(prepared.prepared);
    }
  }

  private async conclude(ended: EndedRun): Promise<RunOutcome> {
    this.last = ended;
    const { result, request } = ended;
    const message = outcomeText(result, request.settings.metrics);
    if (result.keptEpoch === 0)
      return { kind: 'unchanged', message, result, weight: result.failure?.weight ?? null };
    if (!this.isStale) return this.keep(ended);
    return {
      kind: 'waiting',
      message: `${message} The model was edited, saved or read anew while it trained: the trained weights would take the place of what it holds now. Undo would bring that back.`,
      result,
      weight: null,
    };
  }

  private failed(error: unknown): RunOutcome {
    const nothing = { result: null, weight: null };
    if (error instanceof CancelledError)
      return { kind: 'cancelled', message: 'Cancelled: the model is as it was.', ...nothing };
    this.help.reporter.record(error);
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', message, ...nothing };
  }
}
