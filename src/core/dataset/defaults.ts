import type { Json } from '../json';
import { quote } from '../model/problems';
import { type DataModel, type DataOutput, unitsOf } from './dataModel';
import type { LossName, MetricName, OptimizerSettings } from './lossNames';
import { storedTraining } from './trainingConfig';

export type TaskKind = 'binary' | 'multiClass' | 'multiLabel' | 'regression';

export interface TrainingDefaults {
  /** Of each output. */
  readonly tasks: readonly TaskKind[];
  readonly losses: readonly LossName[];
  readonly metrics: readonly MetricName[];
  readonly optimizer: OptimizerSettings;
  /** What the user should know of the model before training it so, a sentence each. */
  readonly notes: readonly string[];
}

/** Keras' and TensorFlow.js' own default. */
const ADAM: OptimizerSettings = { name: 'adam', learningRate: 0.001 };

/** Above, one-hot targets take more memory than most inputs. */
const MAX_ONE_HOT = 1000;

/**
 * What to train with where the user has not chosen: as the file says that it was trained, else by each
 * output's activation and size.
 * @param json the whole model.json.
 */
export function trainingDefaults(model: DataModel, json: Json | undefined): TrainingDefaults {
  const names = model.outputs.map(({ name }) => name);
  const stored = storedTraining(json, names);
  const losses = model.outputs.map((output, i) => stored?.losses?.[i] ?? lossFor(output));
  const tasks = model.outputs.map((output, i) => taskOf(output, losses[i] ?? lossFor(output)));
  const [first] = tasks;
  return {
    tasks,
    losses,
    metrics:
      stored?.metrics ??
      (first === undefined || first === 'regression' ? ['meanAbsoluteError'] : ['accuracy']),
    optimizer: stored?.optimizer ?? ADAM,
    notes: model.outputs.flatMap((output, i) => [
      ...noteOn(output),
      ...(stored?.losses != null && stored.losses[i] == null
        ? [
            `The loss that ${quote(output.name)} was trained with is not one of TensorFlow.js, such as a loss from logits: choose one.`,
          ]
        : []),
    ]),
  };
}

function lossFor(output: DataOutput): LossName {
  const { activation } = output;
  if (activation === 'sigmoid') return 'binaryCrossentropy';
  if (activation !== 'softmax') return 'meanSquaredError';
  return unitsOf(output) > MAX_ONE_HOT
    ? 'sparseCategoricalCrossentropy'
    : 'categoricalCrossentropy';
}

/** By the loss, as that says what the targets are. */
export function taskOf(output: DataOutput, loss: LossName): TaskKind {
  switch (loss) {
    case 'binaryCrossentropy':
      return unitsOf(output) === 1 ? 'binary' : 'multiLabel';
    case 'hinge':
    case 'squaredHinge':
      return 'binary';
    case 'categoricalCrossentropy':
    case 'sparseCategoricalCrossentropy':
    case 'categoricalHinge':
    case 'kullbackLeiblerDivergence':
      return 'multiClass';
    case 'meanSquaredError':
    case 'meanAbsoluteError':
    case 'meanAbsolutePercentageError':
    case 'meanSquaredLogarithmicError':
    case 'logcosh':
    case 'poisson':
    case 'cosineProximity':
      if (output.activation === 'softmax') return 'multiClass';
      return output.activation === 'sigmoid' && unitsOf(output) === 1 ? 'binary' : 'regression';
  }
}

function noteOn(output: DataOutput): readonly string[] {
  if (output.activation !== 'softmax' || unitsOf(output) !== 1) return [];
  return [
    `The output ${quote(output.name)} is a softmax of one unit, which is always 1: training cannot change what it says.`,
  ];
}
