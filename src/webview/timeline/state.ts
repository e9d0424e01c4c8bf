import { computed, signal } from '@preact/signals';
import type { StepResult, TimelineTensor } from '../../protocol/timeline';
import { STEP_ORDERS, type StepOrder, type TimelineStart } from '../../protocol/timelinePage';
import { persisted } from '../ui/persisted';
import { type From, layersOf, partsOf } from './movement';

/** Grows each time the checkpoints are to be looked for and compared anew. */
export const requests = signal(0);

export const start = signal<TimelineStart | null>(null);
export const tensors = signal<readonly TimelineTensor[]>([]);
export const results = signal<readonly StepResult[]>([]);
/** 0 to 1; null while nothing runs. */
export const fraction = signal<number | null>(null);
export const error = signal<string | null>(null);

/** What the host needs to show the page again after the window was closed. */
export const kept = persisted<string>('timeline', '', isText);

export const order = persisted<StepOrder>('timeline.order', 'name', (value): value is StepOrder =>
  STEP_ORDERS.some((one) => one === value),
);
export const from = persisted<From>(
  'timeline.from',
  'first',
  (value): value is From => value === 'first' || value === 'previous',
);
/** Name of the layer whose tensors are shown; '' for all layers. */
export const layer = persisted<string>('timeline.layer', '', isText);

export const layers = computed(() => [...layersOf(tensors.value).keys()]);

/** The chosen layer where the model has it; null for all. */
export const shownLayer = computed(() => (layers.value.includes(layer.value) ? layer.value : null));

export const parts = computed(() => partsOf(tensors.value, shownLayer.value));

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
