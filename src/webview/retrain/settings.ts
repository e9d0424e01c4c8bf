import type { OptimizerSettings } from '../../core/dataset/lossNames';
import type { TrainSettings } from '../../protocol/training';
import type { Form } from './form';
import type { FreezeStates, TrainableLayer } from './layers';

/** Enough rows for a steady curve; more would take time that training could have. */
const MEASURED_ROWS = 2_000;

/** What the engine is asked for. */
export function settingsOf(
  form: Form,
  layers: readonly TrainableLayer[],
  states: FreezeStates,
): TrainSettings {
  const { losses, metrics, batchSize, epochs, seed, restoreBest, classWeights, resume } = form;
  return {
    losses,
    metrics,
    optimizer: optimizerOf(form),
    batchSize,
    epochs,
    seed,
    earlyStopping: form.stopsEarly ? { patience: form.patience, minDelta: form.minDelta } : null,
    restoreBest,
    classWeights,
    frozen: layers.filter(({ path }) => states.get(path) === 'frozen').map(({ node }) => node),
    measuredRows: MEASURED_ROWS,
    resume,
  };
}

function optimizerOf({ optimizer: name, learningRate, momentum }: Form): OptimizerSettings {
  return name === 'momentum' ? { name, learningRate, momentum } : { name, learningRate };
}
