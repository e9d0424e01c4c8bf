import { computed } from '@preact/signals';
import { DataState } from '../data/dataState';
import { host } from './host';
import { form } from './state';

/** What is trained on. */
export const data = new DataState(
  host,
  'training',
  computed(() => form.value?.losses ?? []),
);

/** Labels of the classes in the order of the outputs, where the person or the model's metadata named them. */
export const classNames = computed(() => data.choice.value?.targets[0]?.classes ?? null);
