import { ModelMismatchError } from '../core/errors';
import { readModel } from '../core/model/readModel';
import type { Call, Client } from '../protocol/channel';
import type {
  BackendReport,
  EngineApi,
  EngineStart,
  LoadedModel,
  WeightsApi,
} from '../protocol/engine';
import type { TrainRequest } from '../protocol/training';
import type { Chosen } from './backends/choose';
import { registerGruResetAfter } from './layers/gruResetAfter';
import { type BuiltModel, buildModel, describe, fillVariables } from './model/builtModel';
import { partOf } from './model/variables';
import { measureRows } from './measureRows';
import { walkPath } from './path/walkPath';
import { predictRows } from './predictRows';
import { Controls } from './train/controls';
import { estimateMemory } from './train/memory';
import type { SlotValues } from './train/optimizers';
import { trainedVariables, trainModel } from './train/prepareRun';

interface Open {
  readonly built: BuiltModel;
  readonly described: LoadedModel;
}

/** What has the model for itself. */
interface Work {
  readonly controls: Controls;
  readonly signal: AbortSignal;
  readonly ended: Promise<unknown>;
}

/** Everything that is asked of the training process. One run at a time; between two steps it hears what else is asked. */
export function createSession(
  choose: (start: EngineStart) => Promise<Chosen>,
  weights: Client<WeightsApi>,
): EngineApi {
  let chosen: Chosen | undefined;
  let open: Open | undefined;
  let busy: Work | undefined;
  let slots: readonly SlotValues[] = [];

  const engine = (): Chosen => {
    if (chosen === undefined) throw new Error('The engine was not started.');
    return chosen;
  };
  const model = (): Open => {
    if (open === undefined) throw new Error('No model is loaded.');
    return open;
  };
  /** Work that needs the model for itself. */
  const alone = async <Result>(
    signal: AbortSignal,
    work: (own: Controls) => Promise<Result>,
  ): Promise<Result> => {
    // Who cancelled has been told already, while the step that was under way is still to end.
    while (busy?.signal.aborted === true) await busy.ended;
    if (busy !== undefined)
      throw new ModelMismatchError(
        'The model is being trained. Wait until it is done, or stop it.',
      );
    const controls = new Controls(signal);
    const working = work(controls);
    busy = { controls, signal, ended: working.catch(() => undefined) };
    try {
      return await working;
    } catch (error) {
      throw inPlainWords(error);
    } finally {
      busy = undefined;
    }
  };

  return {
    start: async (start): Promise<BackendReport> => {
      if (chosen === undefined) {
        chosen = await choose(start);
        registerGruResetAfter(chosen.tf);
      }
      return chosen.report;
    },
    load: ({ text, fileName }, { signal, progress }: Call<{ readonly fraction: number }>) =>
      alone(signal, async (own) => {
        const { tf } = engine();
        open?.built.layersModel.dispose();
        open = undefined;
        slots = [];
        const built = await buildModel(tf, readModel(text, fileName));
        const share = (fraction: number): void => {
          progress({ fraction });
        };
        share(0);
        try {
          await fillVariables(tf, built, weights, share);
          await own.turn();
        } catch (error) {
          built.layersModel.dispose();
          throw error;
        }
        open = { built, described: describe(built) };
        return open.described;
      }),
    estimate: (request: TrainRequest) => {
      const { built } = model();
      return Promise.resolve(
        estimateMemory(built, trainedVariables(built, request.settings.frozen), request),
      );
    },
    train: (request, { signal, progress }) =>
      alone(signal, async (own) => {
        const { tf, report } = engine();
        slots = [];
        const outcome = await trainModel(request, {
          tf,
          backend: report.backend,
          ...model(),
          weights,
          controls: own,
          report: progress,
        });
        slots = outcome.slots;
        return outcome.result;
      }),
    control: ({ action }) => {
      busy?.controls.ask(action);
      return Promise.resolve(null);
    },
    values: ({ weight, start, end }) => {
      const bound = model().built.bound.find((candidate) => candidate.weight?.index === weight);
      if (bound === undefined)
        throw new ModelMismatchError(`The model does not use its weight ${weight}.`);
      return Promise.resolve(partOf(engine().tf, bound.variable, start, end));
    },
    slotValues: ({ slot, start, end }) => {
      const values = slots[slot]?.values;
      if (values === undefined) throw new RangeError(`There is no slot ${slot}.`);
      return Promise.resolve(values.slice(start, end));
    },
    predict: (request, { signal, progress }) =>
      alone(signal, (own) => predictRows(engine().tf, model(), request, own, progress)),
    measure: (request, { signal, progress }) =>
      alone(signal, (own) => measureRows(engine().tf, model(), request, own, progress)),
    path: (request, { signal, progress }) =>
      alone(signal, (controls) =>
        walkPath(request, { tf: engine().tf, ...model(), weights, controls, report: progress }),
      ),
  };
}

/** What V8 and the wasm backend say when there is no room for another tensor. */
const NO_MEMORY =
  /allocation failed|array length|out of memory|enlarge memory|memory access out of bounds|Aborted\(/i;

function inPlainWords(error: unknown): unknown {
  // What is thrown from inside WebAssembly is a RuntimeError.
  const own =
    error instanceof RangeError || (error instanceof Error && error.name === 'RuntimeError');
  if (!own || !NO_MEMORY.test(error.message)) return error;
  return new Error(
    'The training process ran out of memory. Try a smaller batch, or freeze the largest layers.',
    { cause: error },
  );
}
