import type { VNode } from 'preact';
import { Select } from '../ui/controls';
import { OPTIMIZERS, optimizerLabel, usualRate } from './choices';
import { Group, NumberField, Tick } from './fields';
import type { OptimizerName } from './form';
import { change, form, start } from './state';

export function OptimizerFields(): VNode | null {
  const chosen = form.value;
  if (chosen === null) return null;
  const choose = (optimizer: OptimizerName): void => {
    // A rate that the person typed stays.
    const isUsual = chosen.learningRate === usualRate(chosen.optimizer);
    change({ optimizer, ...(isUsual ? { learningRate: usualRate(optimizer) } : {}) });
  };
  return (
    <Group title="Optimizer">
      <Select
        label="Optimizer"
        value={chosen.optimizer}
        choices={OPTIMIZERS.map((value) => ({ value, label: optimizerLabel(value) }))}
        onChange={choose}
      />
      <NumberField
        field="learningRate"
        label="Learning rate"
        title="How far a step goes. A tenth of what it was first trained with is a careful choice for a trained model"
      />
      {chosen.optimizer === 'momentum' && (
        <NumberField
          field="momentum"
          label="Momentum"
          title="How much of the last step's direction stays"
        />
      )}
      {start.value?.loaded.optimizerState === true && (
        <Tick
          field="resume"
          label="Go on from the optimizer's state in the file"
          title="Where the optimizer and the trained layers are the same as when the model was saved; else it starts anew, and says so"
        />
      )}
    </Group>
  );
}

export function ScheduleFields(): VNode | null {
  const chosen = form.value;
  if (chosen === null) return null;
  return (
    <Group title="Epochs">
      <NumberField field="epochs" label="Epochs" title="Passes over the training rows" whole />
      <NumberField field="batchSize" label="Batch size" title="Rows of a step" whole />
      <NumberField
        field="seed"
        label="Seed"
        title="Of the order of rows and of what Dropout drops: the same seed, data, settings and backend give the same weights, bit for bit"
        whole
      />
      <Tick
        field="stopsEarly"
        label="Stop early"
        title="When the loss on the validation rows (without any, on the training rows) no longer falls"
      />
      {chosen.stopsEarly && (
        <>
          <NumberField
            field="patience"
            label="Patience, epochs"
            title="Epochs without a smaller loss after which training ends"
            whole
          />
          <NumberField
            field="minDelta"
            label="Least change"
            title="By how much the loss must fall to count as smaller"
          />
        </>
      )}
      <Tick
        field="restoreBest"
        label="Keep the best epoch"
        title="The weights of the epoch with the smallest loss on the validation rows (without any, on the training rows), instead of the last"
      />
      <Tick
        field="keepPreprocessing"
        label="Keep preprocessing with the model"
        title="Columns, mean and standard deviation of the training rows, and the names of the classes go into the model's userDefinedMetadata with the same edit, for evaluation and prediction"
      />
      <Tick
        field="keepOptimizer"
        label="Keep optimizer and training configuration"
        title="Loss, metrics and optimizer go into the model's trainingConfig with the same edit and, where the last epoch is the one that is kept, the state of the optimizer into a file of its own, so that training can go on from it later"
      />
    </Group>
  );
}
