import type { ReadonlySignal } from '@preact/signals';

/** The component or effect that calls this runs again when one of these changes, although it needs no value. */
export function track(...signals: readonly ReadonlySignal<unknown>[]): void {
  signals.forEach((signal) => signal.value);
}
