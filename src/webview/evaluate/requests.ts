import { signal } from '@preact/signals';

/** Whether the model has changed since it was evaluated. */
export const stale = signal(false);
