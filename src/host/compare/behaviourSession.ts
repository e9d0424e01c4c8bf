import type * as vscode from 'vscode';
import { trainingDefaults } from '../../core/dataset/defaults';
import { ModelMismatchError } from '../../core/errors';
import type { Json } from '../../core/json';
import { plural } from '../../core/format/sentence';
import type {
  Behaviour,
  BehaviourHostApi,
  BehaviourProgress,
  BehaviourStart,
  SideValuesApi,
} from '../../protocol/behaviour';
import type { Call, CallOptions, Client } from '../../protocol/channel';
import type { ChosenData } from '../../protocol/dataPage';
import type { LoadedModel } from '../../protocol/engine';
import type { PreparedData } from '../../protocol/data';
import type { PathPoint } from '../../protocol/path';
import { DataDesk } from '../data/dataDesk';
import { EngineSlot } from '../engine/engineSlot';
import type { ModelEngine } from '../engine/modelEngine';
import { rowsAtOnce } from '../engine/rowsAtOnce';
import type { ExtensionFolders } from '../node/startWorker';
import type { Reporter } from '../reporter';
import { stages } from '../stages';

export interface BehaviourOptions {
  /** Whose data is remembered. */
  readonly model: vscode.Uri;
  /** The models as they are when the processes load them. */
  readonly values: () => Client<SideValuesApi>;
  readonly memory: vscode.Memento;
  readonly folders: ExtensionFolders;
  readonly reporter: Reporter;
}

type Fraction = CallOptions<{ readonly fraction: number }>;

/** Runs two models on the same rows: their processes and data, which end with the comparison. */
export class BehaviourSession implements vscode.Disposable {
  readonly api: BehaviourHostApi;
  private readonly data: DataDesk;
  private readonly sides: Readonly<Record<'a' | 'b', EngineSlot>>;

  constructor(private readonly options: BehaviourOptions) {
    const { model, memory, folders } = options;
    this.sides = { a: this.slot('a'), b: this.slot('b') };
    this.data = new DataDesk({
      ...{ model, memory, folders, purpose: 'evaluation' },
      describe: async () => (await this.sides.a.get()).model,
      text: () => this.text('a'),
    });
    this.api = {
      ...this.data.api,
      startBehaviour: (_, { signal, progress }) => this.start({ signal, onProgress: progress }),
      behaviour: (chosen, call) => this.behaviour(chosen, call),
      path: (request, call) => this.path(request, call),
    };
  }

  /** Other models are to be run from now on: sides changed places, or their values. */
  reload(): void {
    for (const side of Object.values(this.sides)) side.dispose();
  }

  dispose(): void {
    this.data.dispose();
    this.reload();
  }

  private async start(options: Fraction): Promise<BehaviourStart> {
    const { model } = await this.sides.a.get(options);
    const json = JSON.parse(await this.text('a')) as Json;
    const { losses, tasks, notes } = trainingDefaults(model, json);
    const metric = tasks[0] === 'regression' ? 'meanAbsoluteError' : 'accuracy';
    return { losses, metric, notes };
  }

  private async behaviour(
    chosen: ChosenData,
    { signal, progress }: Call<BehaviourProgress>,
  ): Promise<Behaviour> {
    const during = stages(signal, progress);
    const [a, b] = [
      await this.sides.a.get(during('loading')),
      await this.sides.b.get(during('loading')),
    ];
    checkSameShape(a.model, b.model);
    return this.withRows(chosen, during('preparing'), async ({ prepared, training, leftOut }) => {
      const { losses } = chosen.choice;
      const side = async ({ engine, model }: ModelEngine) => {
        const batchSize = rowsAtOnce(model);
        const request = { data: training, batchSize };
        const { outputs } = await engine.predict(request, during('predicting'));
        const { loss } = await engine.measure(
          { ...request, losses, metrics: [] },
          during('predicting'),
        );
        return { outputs, measures: { loss } };
      };
      const [ofA, ofB] = [await side(a), await side(b)];
      const compared = await this.data.worker.compareOutputs(
        { prepared, part: 'training', a: ofA.outputs, b: ofB.outputs },
        during('judging'),
      );
      return {
        ...compared,
        rows: training.rows,
        lacking: leftOut,
        measures: { a: ofA.measures, b: ofB.measures },
        backend: a.backend,
      };
    });
  }

  private async path(
    { chosen, metric, points }: Parameters<BehaviourHostApi['path']>[0],
    { signal, progress }: Parameters<BehaviourHostApi['path']>[1],
  ): Promise<readonly PathPoint[]> {
    const { engine, model } = await this.sides.a.get({ signal });
    return this.withRows(chosen, { signal }, async ({ training }) => {
      const { losses } = chosen.choice;
      const batchSize = rowsAtOnce(model);
      const request = { data: training, batchSize, losses, metrics: [metric], points };
      return engine.path(request, { signal, onProgress: progress });
    });
  }

  /** All rows of the file. */
  private async withRows<Result>(
    chosen: ChosenData,
    call: Fraction,
    use: (made: PreparedData) => Promise<Result>,
  ): Promise<Result> {
    const made = await this.data.prepare({ ...chosen, validation: { kind: 'none' } }, call);
    try {
      return await use(made);
    } finally {
      this.data.release(made.prepared);
    }
  }

  /** The process of a side. */
  private slot(side: 'a' | 'b'): EngineSlot {
    const { values } = this.options;
    return new EngineSlot(
      {
        fileName: `model.json of ${side.toUpperCase()}`,
        text: () => this.text(side),
        read: ({ of, ...range }, { signal }) =>
          of === 'other'
            ? values().partnerValues(range, { signal })
            : values().sideValues({ side, ...range }, { signal }),
      },
      this.options,
    );
  }

  private async text(side: 'a' | 'b'): Promise<string> {
    return (await this.options.values().sideText({ side })).text;
  }
}

/** @throws ModelMismatchError where rows for A cannot go through B, or what comes out cannot be held against A's. */
function checkSameShape(a: LoadedModel, b: LoadedModel): void {
  const shapes = ({ inputs, outputs }: LoadedModel): readonly string[] => [
    plural(inputs.length, 'input'),
    ...inputs.map(({ shape }) => `[${shape.map((size) => size ?? 'any').join(', ')}]`),
    plural(outputs.length, 'output'),
    ...outputs.map(({ shape }) => `[${shape.map((size) => size ?? 'any').join(', ')}]`),
  ];
  const [ofA, ofB] = [shapes(a).join(' '), shapes(b).join(' ')];
  if (ofA === ofB) return;
  throw new ModelMismatchError(
    `What the models do can only be compared where both take and give the same: A has ${ofA}, B has ${ofB}.`,
  );
}
