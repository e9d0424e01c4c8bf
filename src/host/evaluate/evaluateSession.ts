import type * as vscode from 'vscode';
import { trainingDefaults } from '../../core/dataset/defaults';
import { ModelMismatchError } from '../../core/errors';
import { isScaledAsTrained, scaledAsTrained } from '../../core/evaluate/scaledAsTrained';
import type { Json } from '../../core/json';
import type { Call, CallOptions } from '../../protocol/channel';
import type {
  EvaluateProgress,
  EvaluateRequest,
  EvaluateStart,
  Evaluation,
} from '../../protocol/evaluatePage';
import { DataDesk } from '../data/dataDesk';
import { DataMemory } from '../data/dataMemory';
import { documentEngineSource } from '../engine/engineSource';
import { EngineSlot } from '../engine/engineSlot';
import { rowsAtOnce } from '../engine/rowsAtOnce';
import type { ModelDocument } from '../modelDocument';
import type { ExtensionFolders } from '../node/startWorker';
import type { Reporter } from '../reporter';
import { sourceLabel } from '../sourcePicker';
import { stages } from '../stages';

/** What evaluations of a window share. */
export interface EvaluateHelp {
  readonly memory: vscode.Memento;
  readonly folders: ExtensionFolders;
  readonly reporter: Reporter;
}

type EvaluateCall = Pick<Call<EvaluateProgress>, 'signal' | 'progress'>;

/** Evaluates one open model: its process, its data, and the evaluation that is shown. */
export class EvaluateSession implements vscode.Disposable {
  readonly data: DataDesk;
  private readonly process: EngineSlot;
  private shown: number | undefined;
  private changed = false;
  private readonly listener: vscode.Disposable;

  constructor(
    readonly document: ModelDocument,
    private readonly help: EvaluateHelp,
  ) {
    this.process = new EngineSlot(documentEngineSource(document), help);
    this.data = new DataDesk({
      model: document.uri,
      purpose: 'evaluation',
      describe: async () => (await this.process.get()).model,
      text: () => this.text(),
      memory: help.memory,
      folders: help.folders,
    });
    this.listener = document.onDidBecomeOther(() => {
      this.changed = true;
    });
  }

  /** Whether the model is another than the one that was last evaluated. */
  get stale(): boolean {
    return this.changed;
  }

  async start(options: CallOptions<{ readonly fraction: number }>): Promise<EvaluateStart> {
    const { model } = await this.process.get(options);
    const json = JSON.parse(await this.text()) as Json;
    const { losses, notes } = trainingDefaults(model, json);
    const trained = this.memory('training').get();
    const isNew = this.memory('evaluation').get() === undefined;
    if (isNew && trained !== undefined) await this.memory('evaluation').set(trained);
    return {
      target: sourceLabel(this.document.uri),
      isNew,
      losses,
      notes,
      trainedWith: trained && { source: trained.source.uri, validation: trained.validation },
    };
  }

  async evaluate(request: EvaluateRequest, call: EvaluateCall): Promise<Evaluation> {
    const wasChanged = this.changed;
    this.changed = false;
    try {
      return await this.judge(request, call);
    } catch (error) {
      // What is shown is still the evaluation before.
      this.changed ||= wasChanged;
      throw error;
    }
  }

  private async judge(
    { chosen, part }: EvaluateRequest,
    { signal, progress }: EvaluateCall,
  ): Promise<Evaluation> {
    const during = stages(signal, progress);
    const loaded = await this.process.get(during('loading'));
    if (loaded.stale) await loaded.reload(during('loading'));
    const unsaved = this.document.edits.edits.length > 0;
    const { engine, backend, model } = loaded;
    const { losses } = chosen.choice;
    const { asTrained } = await this.data.worker.propose({
      ...{ table: chosen.table, model, losses, text: await this.text() },
    });
    const choice = scaledAsTrained(chosen.choice, asTrained);
    const made = await this.data.prepare({ ...chosen, choice }, during('preparing'));
    const { prepared, preprocessing } = made;
    try {
      const data = part === 'training' ? made.training : made.validation;
      if (data === null)
        throw new ModelMismatchError('No rows were kept for validation. Choose which to keep.');
      const batchSize = rowsAtOnce(model);
      const { outputs } = await engine.predict({ data, batchSize }, during('predicting'));
      const { loss, penalty } = await engine.measure(
        { data, batchSize, losses, metrics: [] },
        during('measuring'),
      );
      const report = await this.data.worker.judge({ prepared, part, outputs }, during('judging'));
      if (this.shown !== undefined) this.data.release(this.shown);
      this.shown = prepared;
      return {
        ...{ prepared, report, loss, penalty, preprocessing, unsaved, backend },
        isScaledAsTrained: isScaledAsTrained(choice, asTrained),
        lacking: made.leftOut,
        at: new Date().toISOString(),
      };
    } catch (error) {
      this.data.release(prepared);
      throw error;
    }
  }

  dispose(): void {
    this.listener.dispose();
    this.data.dispose();
    this.process.dispose();
  }

  private async text(): Promise<string> {
    return (await this.document.model.modelText(null)).text;
  }

  private memory(purpose: 'training' | 'evaluation'): DataMemory {
    return new DataMemory(this.help.memory, this.document.uri, purpose);
  }
}
