import { computed, signal } from '@preact/signals';
import { trainingDefaults, type TrainingDefaults } from '../../core/dataset/defaults';
import { classCount, targetForm } from '../../core/dataset/targetForm';
import type { Model } from '../../core/model/model';
import { readModel } from '../../core/model/readModel';
import type { RetrainEstimate, RetrainStart } from '../../protocol/retrainPage';
import type { RunState } from '../../protocol/retrainRun';
import type { Form } from './form';
import { formProblems } from './formProblems';
import { freezeState, type TrainableLayer, trainableLayers } from './layers';
import { settingsOf } from './settings';

/** The model as the page was opened for it; null until the training process has it. */
export const start = signal<RetrainStart | null>(null);

/** 0 to 1 while the model is being loaded. */
export const loading = signal(0);

/** Why the page cannot be used. */
export const fatal = signal<string | null>(null);

/** Why the last thing asked for was not done. */
export const error = signal<string | null>(null);

export const form = signal<Form | null>(null);

/** The run that goes on, or the last one. */
export const run = signal<RunState | null>(null);

/** Asked for and not begun, as data are prepared. */
export const isStarting = signal(false);

export const isRunning = computed(
  () => isStarting.value || (run.value !== null && run.value.outcome === null),
);

/** What training would take, or why it cannot be told; null while that is on its way. */
export const estimate = signal<RetrainEstimate | { readonly problem: string } | null>(null);

const model = computed<Model | null>(() =>
  start.value === null ? null : readModel(start.value.text, start.value.fileName),
);

export const defaults = computed<TrainingDefaults | null>(() => {
  if (start.value === null || model.value === null) return null;
  return trainingDefaults(start.value.loaded, model.value.json);
});

export const layers = computed<readonly TrainableLayer[]>(() =>
  start.value === null || model.value === null
    ? []
    : trainableLayers(model.value, start.value.loaded),
);

const frozen = computed(() => form.value?.frozen);

/** Found anew where other layers are frozen, not with every letter that is typed. */
export const freezing = computed(() => freezeState(layers.value, new Set(frozen.value)));

/** Classes of the only output, to be weighed; 0 where there are none. */
export const classes = computed(() => {
  const outputs = start.value?.loaded.outputs ?? [];
  const [output] = outputs;
  const loss = form.value?.losses[0];
  if (outputs.length !== 1 || output === undefined || loss === undefined) return 0;
  const how = targetForm(output, loss);
  // The engine finds the one class of a row by its number: a sign is none, and a sequence has several.
  return how === 'sign' || output.shape.length > 1 ? 0 : classCount(output, how);
});

export const problems = computed(() =>
  form.value === null
    ? {}
    : formProblems(form.value, {
        batch: start.value?.loaded.inputs[0]?.batch ?? null,
        classes: classes.value,
        trains: [...freezing.value.values()].some((state) => state !== 'frozen'),
      }),
);

export const settings = computed(() =>
  form.value === null ? null : settingsOf(form.value, layers.value, freezing.value),
);

/** Changes some of the form. */
export function change(some: Partial<Form>): void {
  if (form.value !== null) form.value = { ...form.value, ...some };
}
