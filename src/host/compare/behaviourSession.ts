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
import { type ModelEngine, startModelEngine } from '../engine/modelEngine';
import type { ExtensionFolders } from '../node/startWorker';
import type { Reporter } from '../reporter';

export interface BehaviourOptions {
  /** Whose data is remembered. */
  readonly model: vscode.Uri;
  /** The models as they are when the processes load them. */
  readonly values: () => Client<SideValuesApi>;
  readonly memory: vscode.Memento;
  readonly folders: ExtensionFolders;
  readonly reporter: Reporter;
}

/** Rows that go through a model at once; what it says does not depend on it. */
const BATCH = 128;

type Fraction = CallOptions<{ readonly fraction: number }>;

/** Runs two models on the same rows: their processes and data, which end with the comparison. */
export class BehaviourSession implements vscode.Disposable {
  readonly api: BehaviourHostApi;
  private readonly data: DataDesk;
  private readonly engines = new Map<'a' | 'b', Promise<ModelEngine>>();

  constructor(private readonly options: BehaviourOptions) {
    const { model, memory, folders } = options;
    this.data = new DataDesk({
      ...{ model, memory, folders, purpose: 'evaluation' },
      describe: async () => ({
        model: (await this.engine('a')).model,
        text: await this.text('a'),
      }),
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
    for (const side of ['a', 'b'] as const) this.drop(side);
  }

  dispose(): void {
    this.data.dispose();
    this.reload();
  }

  private async start(options: Fraction): Promise<BehaviourStart> {
    const { model } = await this.engine('a', options);
    const json = JSON.parse(await this.text('a')) as Json;
    const { losses, tasks, notes } = trainingDefaults(model, json);
    const metric = tasks[0] === 'regression' ? 'meanAbsoluteError' : 'accuracy';
    return { losses, metric, notes };
  }

  private async behaviour(
    chosen: ChosenData,
    { signal, progress }: Call<BehaviourProgress>,
  ): Promise<Behaviour> {
    const during = duringStages(signal, progress);
    const [a, b] = [
      await this.engine('a', during('loading')),
      await this.engine('b', during('loading')),
    ];
    checkSameShape(a.model, b.model);
    return this.withRows(chosen, during('preparing'), async ({ prepared, training, leftOut }) => {
      const { losses } = chosen.choice;
      const side = async ({ engine, model }: ModelEngine) => {
        const batchSize = model.inputs[0]?.batch ?? BATCH;
        const request = { data: training, batchSize };
        const { outputs } = await engine.predict(request, during('predicting'));
        const { loss, penalty } = await engine.measure(
          { ...request, losses, metrics: [] },
          during('predicting'),
        );
        return { outputs, measures: { loss, penalty } };
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
    const { engine, model } = await this.engine('a', { signal });
    return this.withRows(chosen, { signal }, async ({ training }) => {
      const { losses } = chosen.choice;
      const batchSize = model.inputs[0]?.batch ?? BATCH;
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

  /** The process with a side, started where there is none. */
  private engine(side: 'a' | 'b', options: Fraction = {}): Promise<ModelEngine> {
    const known = this.engines.get(side);
    if (known !== undefined) return known;
    const opened = this.open(side, options);
    this.engines.set(side, opened);
    opened.catch(() => this.engines.delete(side));
    return opened;
  }

  private async open(side: 'a' | 'b', options: Fraction): Promise<ModelEngine> {
    const { values, folders, reporter } = this.options;
    const engine = await startModelEngine(
      {
        fileName: `model.json of ${side.toUpperCase()}`,
        text: () => this.text(side),
        read: ({ of, ...range }, { signal }) =>
          of === 'other'
            ? values().partnerValues(range, { signal })
            : values().sideValues({ side, ...range }, { signal }),
      },
      { folders, reporter, ...options },
    );
    engine.onExit(() => this.engines.delete(side));
    return engine;
  }

  private drop(side: 'a' | 'b'): void {
    this.engines.get(side)?.then(
      (engine) => engine.dispose(),
      () => undefined,
    );
    this.engines.delete(side);
  }

  private async text(side: 'a' | 'b'): Promise<string> {
    return (await this.options.values().sideText({ side })).text;
  }
}

function duringStages(
  signal: AbortSignal,
  progress: (value: BehaviourProgress) => void,
): (stage: BehaviourProgress['stage']) => Fraction {
  return (stage) => {
    progress({ stage, fraction: 0 });
    return { signal, onProgress: ({ fraction }) => progress({ stage, fraction }) };
  };
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
