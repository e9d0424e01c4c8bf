import { signal } from '@preact/signals';

/** Grows each time the plan is to be made anew. */
export const planRequests = signal(0);
