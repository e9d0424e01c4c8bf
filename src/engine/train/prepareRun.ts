import { ModelMismatchError } from '../../core/errors';
import type { Weight } from '../../core/model/model';
import { quote } from '../../core/model/problems';
import type { Client } from '../../protocol/channel';
import type { BackendName, LoadedModel, WeightsApi } from '../../protocol/engine';
import type { TrainProgress, TrainRequest } from '../../protocol/training';
import { checkBatches } from '../data/checkBatches';
import { checkTargets } from '../data/checkTargets';
import { type OpenDataset, openDataset } from '../data/openDataset';
import type { Bound } from '../model/bindVariables';
import type { BuiltModel } from '../model/builtModel';
import { readFloats } from '../model/readValues';
import type { Tf } from '../tf';
import type { Controls } from './controls';
import { lossFunctions } from './lossFunctions';
import { checkMemory, estimateMemory } from './memory';
import { makeOptimizer, resumeFrom, whyNotResumed } from './optimizers';
import { withSeededRandom } from './seeded';
import { type RunOutcome, TrainRun } from './trainRun';

export interface RunWith {
  readonly tf: Tf;
  readonly backend: BackendName;
  readonly built: BuiltModel;
  readonly described: LoadedModel;
  readonly weights: Client<WeightsApi>;
  readonly controls: Controls;
  readonly report: (progress: TrainProgress) => void;
}

/** The variables that train, in the order in which TensorFlow.js keeps an optimizer's slots. */
export function trainedVariables(built: BuiltModel, frozen: readonly number[]): readonly Bound[] {
  const still = withDescendants(built, frozen);
  const byVariable = new Map(built.bound.map((bound) => [bound.variable, bound]));
  return built.layersModel.trainableWeights.flatMap((variable) => {
    const bound = byVariable.get(variable);
    return bound?.trainable === true && !still.has(bound.node) ? [bound] : [];
  });
}

/** Checks everything that can be checked before the first step, then trains. @throws ModelMismatchError, CancelledError */
export async function trainModel(request: TrainRequest, parts: RunWith): Promise<RunOutcome> {
  const { tf, built, described, report } = parts;
  const { settings } = request;
  const trained = trainedVariables(built, settings.frozen);
  if (trained.length === 0)
    throw new ModelMismatchError('Every layer is frozen, so there is nothing to train.');
  checkGradients(built, trained);
  checkMemory(
    estimateMemory(built, trained, request),
    request.memoryLimit,
    parts.backend,
    settings,
  );
  checkClassWeights(request, described);
  const opened: OpenDataset[] = [];
  const open = (data: TrainRequest['data']): OpenDataset => {
    const set = openDataset(data, described, true);
    opened.push(set);
    checkBatches(set.rows, settings.batchSize, described.inputs[0]?.batch ?? null);
    checkTargets(set, described.outputs, settings.losses);
    return set;
  };
  const optimizer = makeOptimizer(tf, settings.optimizer);
  try {
    const data = open(request.data);
    const validation = request.validation === null ? null : open(request.validation);
    built.frozen.clear();
    for (const node of withDescendants(built, settings.frozen)) built.frozen.add(node);
    const resumeNote = settings.resume
      ? await resume(parts, optimizer, settings.optimizer.name, trained)
      : null;
    const functions = lossFunctions(tf, built.layersModel, settings.losses);
    report({
      kind: 'started',
      trained: trained.map(({ weight }) => weight?.index ?? -1),
      stepsPerEpoch: Math.ceil(data.rows / settings.batchSize),
      resumed: settings.resume && resumeNote === null,
      resumeNote,
    });
    const { losses, metrics, batchSize } = settings;
    const model = built.layersModel;
    return await withSeededRandom(settings.seed, (random) =>
      new TrainRun(
        {
          ...parts,
          context: { model, functions, optimizer, trained, classWeights: settings.classWeights },
          measuring: { model, functions, losses, metrics, batchSize },
          data,
          validation,
          settings,
        },
        random,
      ).run(),
    );
  } finally {
    optimizer.dispose();
    for (const set of opened) set.close();
  }
}

/** @returns why not, or null where it goes on. */
async function resume(
  { tf, built, weights }: RunWith,
  optimizer: ReturnType<typeof makeOptimizer>,
  name: TrainRequest['settings']['optimizer']['name'],
  trained: readonly Bound[],
): Promise<string | null> {
  const stored = built.source.weights.filter(({ variableGroup }) => variableGroup === 'optimizer');
  const kept = trained.flatMap(({ weight }): Weight[] => (weight === null ? [] : [weight]));
  const why = whyNotResumed(name, stored, kept);
  if (why !== null) return why;
  const values = [];
  for (const slot of stored) values.push(await readFloats(weights, slot));
  await resumeFrom(tf, optimizer, stored, values);
  return null;
}

function withDescendants({ source }: BuiltModel, nodes: readonly number[]): ReadonlySet<number> {
  const all = new Set(nodes);
  // Parents come before their children.
  for (const { index, parent } of source.nodes) if (all.has(parent)) all.add(index);
  return all;
}

/** No backend has the gradient of a dilated convolution; the first layers may be frozen instead. */
function checkGradients({ source, normalised }: BuiltModel, trained: readonly Bound[]): void {
  const first = Math.min(...trained.map(({ node }) => node));
  for (const [node, { dilated }] of normalised.notes) {
    if (!dilated || node < first) continue;
    const { name = '' } = source.nodes[node] ?? {};
    throw new ModelMismatchError(
      `Layer ${quote(name)} is a dilated convolution, and TensorFlow.js cannot train through one. Freeze it and all layers before it.`,
    );
  }
}

function checkClassWeights({ settings }: TrainRequest, { outputs }: LoadedModel): void {
  if (settings.classWeights === null) return;
  if (outputs.length !== 1)
    throw new ModelMismatchError(
      `The model has ${outputs.length} outputs; class weights are for models with one.`,
    );
  if ((outputs[0]?.shape.length ?? 0) > 1)
    throw new ModelMismatchError(
      'Class weights are for models that name one class a row; the output of this one has more axes.',
    );
  if (settings.classWeights.every((weight) => Number.isFinite(weight) && weight >= 0)) return;
  throw new ModelMismatchError('Class weights must be numbers from 0.');
}
